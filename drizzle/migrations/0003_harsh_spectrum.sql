ALTER TABLE "processing_jobs" ADD COLUMN "baseline_job_id" uuid;--> statement-breakpoint
ALTER TABLE "processing_jobs" ADD COLUMN "baseline_filename" text;