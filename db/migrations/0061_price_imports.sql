CREATE TABLE "price_imports" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation_id" text NOT NULL,
	"region_code" text NOT NULL,
	"source" text NOT NULL,
	"level" text NOT NULL,
	"given_day" date,
	"file_id" text NOT NULL,
	"brought_by" text NOT NULL,
	"brought_at" timestamp with time zone NOT NULL,
	"kept_at" timestamp with time zone,
	"recorded" integer DEFAULT 0 NOT NULL,
	"corrected" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "price_imports_file" UNIQUE("file_id"),
	CONSTRAINT "price_imports_level" CHECK ("price_imports"."level" in ('market', 'farm')),
	CONSTRAINT "price_imports_counts" CHECK ("price_imports"."recorded" >= 0 and "price_imports"."corrected" >= 0),
	CONSTRAINT "price_imports_kept" CHECK ("price_imports"."kept_at" is not null or ("price_imports"."recorded" = 0 and "price_imports"."corrected" = 0))
);
--> statement-breakpoint
ALTER TABLE "reference_prices" ADD COLUMN "import_id" text;--> statement-breakpoint
ALTER TABLE "price_imports" ADD CONSTRAINT "price_imports_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_imports" ADD CONSTRAINT "price_imports_region_code_regions_code_fk" FOREIGN KEY ("region_code") REFERENCES "public"."regions"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_imports" ADD CONSTRAINT "price_imports_file_id_stored_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."stored_files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_imports" ADD CONSTRAINT "price_imports_brought_by_persons_id_fk" FOREIGN KEY ("brought_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "price_imports_region" ON "price_imports" USING btree ("region_code","brought_at");--> statement-breakpoint
ALTER TABLE "reference_prices" ADD CONSTRAINT "reference_prices_import_id_price_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."price_imports"("id") ON DELETE no action ON UPDATE no action;