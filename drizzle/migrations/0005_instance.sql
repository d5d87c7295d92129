CREATE TABLE "instance" (
	"is_only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"id" uuid NOT NULL,
	"revision" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "instance_is_only" CHECK ("instance"."is_only")
);
--> statement-breakpoint
ALTER TABLE "processing_jobs" ADD COLUMN "revision" bigint DEFAULT 0 NOT NULL;