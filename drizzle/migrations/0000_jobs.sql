CREATE TABLE "job_tombstones" (
	"id" uuid PRIMARY KEY NOT NULL,
	"removed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "processing_attempts" (
	"job_id" uuid NOT NULL,
	"phase" text NOT NULL,
	"chunk_number" integer NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"crashes" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "processing_attempts_job_id_phase_chunk_number_pk" PRIMARY KEY("job_id","phase","chunk_number")
);
--> statement-breakpoint
CREATE TABLE "processing_jobs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"filename" text NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"phase" text DEFAULT 'learn' NOT NULL,
	"progress" double precision DEFAULT 0 NOT NULL,
	"total_size" bigint DEFAULT 0 NOT NULL,
	"expected_size" bigint,
	"stored_bytes" bigint DEFAULT 0 NOT NULL,
	"learnt_bytes" bigint DEFAULT 0 NOT NULL,
	"lines" bigint DEFAULT 0 NOT NULL,
	"total_chunks" integer DEFAULT 0 NOT NULL,
	"chunks_processed" integer DEFAULT 0 NOT NULL,
	"chunks_settled" integer DEFAULT 0 NOT NULL,
	"sealed" boolean DEFAULT false NOT NULL,
	"anomalies_found" integer DEFAULT 0 NOT NULL,
	"sequence" integer DEFAULT 0 NOT NULL,
	"encoding" text,
	"assumed_utc" boolean DEFAULT false NOT NULL,
	"framing" jsonb,
	"warnings" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"error_message" text,
	"first_time_ms" bigint,
	"last_time_ms" bigint,
	"created_at" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"completed_at" timestamp (3) with time zone,
	"lease_until" timestamp (3) with time zone,
	CONSTRAINT "processing_jobs_progress" CHECK ("processing_jobs"."progress" >= 0 and "processing_jobs"."progress" <= 1)
);
--> statement-breakpoint
CREATE TABLE "processing_stats" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "processing_stats_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"job_id" uuid NOT NULL,
	"chunk_number" integer NOT NULL,
	"phase" text NOT NULL,
	"attempt" integer NOT NULL,
	"processing_time" double precision NOT NULL,
	"anomalies_found" integer DEFAULT 0 NOT NULL,
	"sequence" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "processing_stats_step" UNIQUE("job_id","phase","chunk_number"),
	CONSTRAINT "processing_stats_job_sequence" UNIQUE("job_id","sequence")
);
--> statement-breakpoint
ALTER TABLE "processing_attempts" ADD CONSTRAINT "processing_attempts_job_id_processing_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."processing_jobs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "processing_stats" ADD CONSTRAINT "processing_stats_job_id_processing_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."processing_jobs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "processing_jobs_status" ON "processing_jobs" USING btree ("status");--> statement-breakpoint
CREATE INDEX "processing_jobs_filename" ON "processing_jobs" USING btree ("filename");--> statement-breakpoint
CREATE INDEX "processing_jobs_created_at" ON "processing_jobs" USING btree ("created_at","id");