CREATE TABLE "listing_import_rows" (
	"import_id" text NOT NULL,
	"row_number" integer NOT NULL,
	"place" text NOT NULL,
	"name" text NOT NULL,
	"said" text NOT NULL,
	"outcome" text NOT NULL,
	"fault" text,
	"fault_params" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"goods" jsonb,
	"listing_id" text,
	CONSTRAINT "listing_import_rows_import_id_row_number_pk" PRIMARY KEY("import_id","row_number"),
	CONSTRAINT "listing_import_rows_outcome" CHECK ("listing_import_rows"."outcome" in ('new', 'changed', 'known', 'bad', 'opened', 'updated')),
	CONSTRAINT "listing_import_rows_fault" CHECK (("listing_import_rows"."fault" is not null) = ("listing_import_rows"."outcome" = 'bad')),
	CONSTRAINT "listing_import_rows_goods" CHECK ("listing_import_rows"."goods" is not null or "listing_import_rows"."outcome" = 'bad'),
	CONSTRAINT "listing_import_rows_listing" CHECK (case "listing_import_rows"."outcome" when 'new' then "listing_import_rows"."listing_id" is null when 'bad' then true else "listing_import_rows"."listing_id" is not null end)
);
--> statement-breakpoint
CREATE TABLE "listing_imports" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation_id" text NOT NULL,
	"file_id" text NOT NULL,
	"sha256" text NOT NULL,
	"brought_by" text NOT NULL,
	"brought_at" timestamp with time zone NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"refusal" text,
	"attempt" integer DEFAULT 0 NOT NULL,
	"work_total" integer DEFAULT 0 NOT NULL,
	"work_done" integer DEFAULT 0 NOT NULL,
	"opened" integer DEFAULT 0 NOT NULL,
	"updated" integer DEFAULT 0 NOT NULL,
	"lots_brought" integer DEFAULT 0 NOT NULL,
	"asked_by" text,
	"asked_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	CONSTRAINT "listing_imports_file" UNIQUE("file_id"),
	CONSTRAINT "listing_imports_same" UNIQUE("organisation_id","sha256"),
	CONSTRAINT "listing_imports_state" CHECK ("listing_imports"."state" in ('waiting', 'looked', 'asked', 'kept', 'unreadable')),
	CONSTRAINT "listing_imports_refusal" CHECK (("listing_imports"."refusal" is null) = ("listing_imports"."state" <> 'unreadable')),
	CONSTRAINT "listing_imports_asked" CHECK (("listing_imports"."asked_by" is null) = ("listing_imports"."asked_at" is null)),
	CONSTRAINT "listing_imports_asked_first" CHECK ("listing_imports"."asked_at" is not null or ("listing_imports"."state" not in ('asked', 'kept') and "listing_imports"."opened" + "listing_imports"."updated" + "listing_imports"."lots_brought" = 0)),
	CONSTRAINT "listing_imports_work" CHECK ("listing_imports"."work_total" >= 0 and "listing_imports"."work_done" between 0 and "listing_imports"."work_total"),
	CONSTRAINT "listing_imports_counts" CHECK ("listing_imports"."opened" >= 0 and "listing_imports"."updated" >= 0 and "listing_imports"."lots_brought" >= 0)
);
--> statement-breakpoint
ALTER TABLE "producers" ADD COLUMN "ended_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "producers" ADD COLUMN "ended_by" text;--> statement-breakpoint
ALTER TABLE "listing_import_rows" ADD CONSTRAINT "listing_import_rows_import_id_listing_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."listing_imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "listing_import_rows" ADD CONSTRAINT "listing_import_rows_listing_id_listings_id_fk" FOREIGN KEY ("listing_id") REFERENCES "public"."listings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "listing_imports" ADD CONSTRAINT "listing_imports_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "listing_imports" ADD CONSTRAINT "listing_imports_file_id_stored_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."stored_files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "listing_imports" ADD CONSTRAINT "listing_imports_brought_by_persons_id_fk" FOREIGN KEY ("brought_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "listing_imports" ADD CONSTRAINT "listing_imports_asked_by_persons_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "listing_import_rows_outcome" ON "listing_import_rows" USING btree ("import_id","outcome","row_number");--> statement-breakpoint
CREATE INDEX "listing_imports_brought" ON "listing_imports" USING btree ("organisation_id","brought_at");--> statement-breakpoint
ALTER TABLE "producers" ADD CONSTRAINT "producers_ended_by_persons_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "producers" ADD CONSTRAINT "producers_ended" CHECK (("producers"."ended_at" is null) = ("producers"."ended_by" is null));