CREATE TABLE "bundle_files" (
	"bundle_id" text NOT NULL,
	"position" integer NOT NULL,
	"path" text NOT NULL,
	"form" text NOT NULL,
	"document_id" text,
	"file_id" text,
	CONSTRAINT "bundle_files_bundle_id_position_pk" PRIMARY KEY("bundle_id","position"),
	CONSTRAINT "bundle_files_path" UNIQUE("bundle_id","path"),
	CONSTRAINT "bundle_files_form" CHECK ("bundle_files"."form" in ('paper', 'sheet', 'file')),
	CONSTRAINT "bundle_files_source" CHECK (("bundle_files"."form" = 'file') = ("bundle_files"."file_id" is not null) and ("bundle_files"."form" <> 'file') = ("bundle_files"."document_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "bundle_parts" (
	"bundle_id" text NOT NULL,
	"attempt" integer NOT NULL,
	"position" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "bundle_parts_bundle_id_attempt_position_pk" PRIMARY KEY("bundle_id","attempt","position"),
	CONSTRAINT "bundle_parts_size" CHECK (length("bundle_parts"."bytes") > 0)
);
--> statement-breakpoint
CREATE TABLE "bundles" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation_id" text NOT NULL,
	"kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"file_name" text NOT NULL,
	"content_hash" text NOT NULL,
	"files_total" integer NOT NULL,
	"files_done" integer DEFAULT 0 NOT NULL,
	"attempt" integer DEFAULT 0 NOT NULL,
	"byte_count" bigint,
	"sha256" text,
	"asked_by" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"ready_at" timestamp with time zone,
	CONSTRAINT "bundles_content" UNIQUE("organisation_id","kind","subject_id","content_hash"),
	CONSTRAINT "bundles_kind" CHECK ("bundles"."kind" in ('period', 'purchase')),
	CONSTRAINT "bundles_files" CHECK ("bundles"."files_total" > 0 and "bundles"."files_done" between 0 and "bundles"."files_total"),
	CONSTRAINT "bundles_ready" CHECK (("bundles"."ready_at" is null) = ("bundles"."sha256" is null) and ("bundles"."ready_at" is null) = ("bundles"."byte_count" is null) and ("bundles"."ready_at" is null or "bundles"."files_done" = "bundles"."files_total"))
);
--> statement-breakpoint
ALTER TABLE "bundle_files" ADD CONSTRAINT "bundle_files_bundle_id_bundles_id_fk" FOREIGN KEY ("bundle_id") REFERENCES "public"."bundles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bundle_files" ADD CONSTRAINT "bundle_files_document_id_documents_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."documents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bundle_files" ADD CONSTRAINT "bundle_files_file_id_stored_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."stored_files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bundle_parts" ADD CONSTRAINT "bundle_parts_bundle" FOREIGN KEY ("bundle_id") REFERENCES "public"."bundles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bundles" ADD CONSTRAINT "bundles_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bundles" ADD CONSTRAINT "bundles_asked_by_persons_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- by hand
-- What goes into a bundle is written once; a bundle that is packed never changes, and neither does its archive.
CREATE TRIGGER bundle_files_append_only BEFORE UPDATE OR DELETE ON bundle_files FOR EACH ROW EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER bundles_packed BEFORE UPDATE OR DELETE ON bundles FOR EACH ROW WHEN (OLD.ready_at IS NOT NULL) EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE FUNCTION refuse_packed_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM bundles b WHERE b.id = coalesce(NEW.bundle_id, OLD.bundle_id) AND b.ready_at IS NOT NULL) THEN
    RAISE EXCEPTION 'a bundle that is packed never changes' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;--> statement-breakpoint
CREATE TRIGGER bundle_parts_packed BEFORE INSERT OR UPDATE OR DELETE ON bundle_parts FOR EACH ROW EXECUTE FUNCTION refuse_packed_part();
