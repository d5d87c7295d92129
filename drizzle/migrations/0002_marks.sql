CREATE TABLE "normal_marks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"scope" text NOT NULL,
	"value" text NOT NULL,
	"template_id" text NOT NULL,
	"template" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
