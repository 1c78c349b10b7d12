CREATE TABLE "rating_answers" (
	"id" text PRIMARY KEY NOT NULL,
	"seller_id" text NOT NULL,
	"buyer_id" text NOT NULL,
	"shipment_id" text,
	"from_on" date,
	"to_on" date,
	"words" text NOT NULL,
	"said_at" timestamp with time zone NOT NULL,
	"said_by" text NOT NULL,
	CONSTRAINT "rating_answers_parties" CHECK ("rating_answers"."seller_id" <> "rating_answers"."buyer_id"),
	CONSTRAINT "rating_answers_subject" CHECK (("rating_answers"."shipment_id" is null) = ("rating_answers"."from_on" is not null) and ("rating_answers"."from_on" is null) = ("rating_answers"."to_on" is null) and ("rating_answers"."from_on" is null or "rating_answers"."from_on" <= "rating_answers"."to_on"))
);
--> statement-breakpoint
CREATE TABLE "appeal_lines" (
	"id" text PRIMARY KEY NOT NULL,
	"appeal_id" text NOT NULL,
	"position" smallint NOT NULL,
	"shipment_line_id" text NOT NULL,
	"cause" text NOT NULL,
	"asked_base" bigint NOT NULL,
	"reason" text NOT NULL,
	"photo_id" text NOT NULL,
	"is_owed" boolean NOT NULL,
	"granted_base" bigint,
	"goods_rupiah" bigint,
	"tax_rupiah" bigint,
	CONSTRAINT "appeal_lines_once" UNIQUE("appeal_id","shipment_line_id","cause"),
	CONSTRAINT "appeal_lines_cause" CHECK ("appeal_lines"."cause" in ('short', 'refused')),
	CONSTRAINT "appeal_lines_asked" CHECK ("appeal_lines"."asked_base" > 0),
	CONSTRAINT "appeal_lines_short" CHECK ("appeal_lines"."cause" <> 'short' or "appeal_lines"."is_owed"),
	CONSTRAINT "appeal_lines_granted" CHECK (("appeal_lines"."granted_base" is null) = ("appeal_lines"."goods_rupiah" is null) and ("appeal_lines"."granted_base" is null) = ("appeal_lines"."tax_rupiah" is null) and coalesce("appeal_lines"."granted_base", 0) between 0 and "appeal_lines"."asked_base" and coalesce("appeal_lines"."goods_rupiah", 0) >= 0 and coalesce("appeal_lines"."tax_rupiah", 0) >= 0 and ("appeal_lines"."is_owed" or coalesce("appeal_lines"."goods_rupiah" + "appeal_lines"."tax_rupiah", 0) = 0))
);
--> statement-breakpoint
CREATE TABLE "appeals" (
	"id" text PRIMARY KEY NOT NULL,
	"shipment_id" text NOT NULL,
	"seller_id" text NOT NULL,
	"buyer_id" text NOT NULL,
	"state" text NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"opened_by" text NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"decided_at" timestamp with time zone,
	"decided_by" text,
	"words" text,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "appeals_once" UNIQUE("shipment_id"),
	CONSTRAINT "appeals_state" CHECK ("appeals"."state" in ('open', 'granted', 'refused', 'lapsed')),
	CONSTRAINT "appeals_due_later" CHECK ("appeals"."due_at" > "appeals"."opened_at"),
	CONSTRAINT "appeals_decided" CHECK (("appeals"."state" = 'open') = ("appeals"."decided_at" is null) and ("appeals"."state" in ('granted', 'refused')) = ("appeals"."decided_by" is not null) and ("appeals"."decided_by" is null) = ("appeals"."words" is null))
);
--> statement-breakpoint
ALTER TABLE "shipment_lines" DROP CONSTRAINT "shipment_lines_settled";--> statement-breakpoint
DROP INDEX "invoices_shipment";--> statement-breakpoint
ALTER TABLE "invoices" ADD COLUMN "appeal_id" text;--> statement-breakpoint
ALTER TABLE "shipment_lines" ADD COLUMN "granted_base" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rating_answers" ADD CONSTRAINT "rating_answers_seller_id_organisations_id_fk" FOREIGN KEY ("seller_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rating_answers" ADD CONSTRAINT "rating_answers_buyer_id_organisations_id_fk" FOREIGN KEY ("buyer_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rating_answers" ADD CONSTRAINT "rating_answers_shipment_id_shipments_id_fk" FOREIGN KEY ("shipment_id") REFERENCES "public"."shipments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rating_answers" ADD CONSTRAINT "rating_answers_said_by_persons_id_fk" FOREIGN KEY ("said_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeal_lines" ADD CONSTRAINT "appeal_lines_appeal_id_appeals_id_fk" FOREIGN KEY ("appeal_id") REFERENCES "public"."appeals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeal_lines" ADD CONSTRAINT "appeal_lines_shipment_line_id_shipment_lines_id_fk" FOREIGN KEY ("shipment_line_id") REFERENCES "public"."shipment_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeal_lines" ADD CONSTRAINT "appeal_lines_photo_id_stored_files_id_fk" FOREIGN KEY ("photo_id") REFERENCES "public"."stored_files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_shipment_id_shipments_id_fk" FOREIGN KEY ("shipment_id") REFERENCES "public"."shipments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_seller_id_organisations_id_fk" FOREIGN KEY ("seller_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_buyer_id_organisations_id_fk" FOREIGN KEY ("buyer_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_opened_by_persons_id_fk" FOREIGN KEY ("opened_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_decided_by_persons_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "rating_answers_pair" ON "rating_answers" USING btree ("buyer_id","seller_id");--> statement-breakpoint
CREATE INDEX "rating_answers_shipment" ON "rating_answers" USING btree ("shipment_id");--> statement-breakpoint
CREATE INDEX "appeal_lines_line" ON "appeal_lines" USING btree ("shipment_line_id");--> statement-breakpoint
CREATE INDEX "appeals_buyer" ON "appeals" USING btree ("buyer_id","state");--> statement-breakpoint
CREATE INDEX "appeals_seller" ON "appeals" USING btree ("seller_id");--> statement-breakpoint
CREATE INDEX "appeals_due" ON "appeals" USING btree ("due_at") WHERE state = 'open';--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_appeal_id_appeals_id_fk" FOREIGN KEY ("appeal_id") REFERENCES "public"."appeals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "invoices_appeal" ON "invoices" USING btree ("appeal_id") WHERE state not in ('discarded', 'credited') and appeal_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "invoices_shipment" ON "invoices" USING btree ("shipment_id") WHERE state not in ('discarded', 'credited') and appeal_id is null;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_of_appeal" CHECK ("invoices"."appeal_id" is null or "invoices"."shipment_id" is not null);--> statement-breakpoint
ALTER TABLE "shipment_lines" ADD CONSTRAINT "shipment_lines_granted" CHECK ("shipment_lines"."granted_base" between 0 and greatest("shipment_lines"."loaded_base" - coalesce("shipment_lines"."delivered_base", "shipment_lines"."loaded_base"), 0) + coalesce("shipment_lines"."rejected_base", 0));--> statement-breakpoint
ALTER TABLE "shipment_lines" ADD CONSTRAINT "shipment_lines_settled" CHECK ("shipment_lines"."delivered_base" is null or ("shipment_lines"."accepted_base" >= 0 and "shipment_lines"."rejected_base" >= 0 and "shipment_lines"."accepted_base" + "shipment_lines"."rejected_base" = "shipment_lines"."delivered_base" + "shipment_lines"."granted_base"));--> statement-breakpoint
-- by hand
-- What was weighed stays; only what a granted appeal brings is accepted besides, never less.
CREATE OR REPLACE FUNCTION refuse_settled_line_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.delivered_base IS NOT NULL AND (NEW.delivered_base IS DISTINCT FROM OLD.delivered_base
    OR NEW.accepted_base - NEW.granted_base IS DISTINCT FROM OLD.accepted_base - OLD.granted_base
    OR NEW.granted_base < OLD.granted_base
    OR NEW.rejected_base IS DISTINCT FROM OLD.rejected_base OR NEW.price_rupiah <> OLD.price_rupiah) THEN
    RAISE EXCEPTION 'a receipt does not change' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
-- What was appealed for stays as it was asked, and is answered once.
CREATE FUNCTION keep_appeal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state <> 'open'
    OR (NEW.id, NEW.shipment_id, NEW.seller_id, NEW.buyer_id, NEW.opened_at, NEW.opened_by, NEW.due_at)
      IS DISTINCT FROM (OLD.id, OLD.shipment_id, OLD.seller_id, OLD.buyer_id, OLD.opened_at, OLD.opened_by, OLD.due_at) THEN
    RAISE EXCEPTION 'appeals keeps what it says' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER appeals_kept BEFORE UPDATE OR DELETE ON appeals FOR EACH ROW EXECUTE FUNCTION keep_appeal();--> statement-breakpoint
-- Nobody appeals for more than was refused or short, and an answered line keeps its answer.
CREATE FUNCTION keep_appeal_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT EXISTS (
      SELECT 1 FROM shipment_lines l JOIN appeals a ON a.shipment_id = l.shipment_id
      WHERE a.id = NEW.appeal_id AND l.id = NEW.shipment_line_id
        AND NEW.asked_base <= CASE NEW.cause WHEN 'short' THEN l.loaded_base - l.delivered_base ELSE l.rejected_base END) THEN
      RAISE EXCEPTION 'no more is appealed for than was taken off' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' OR OLD.granted_base IS NOT NULL
    OR (NEW.id, NEW.appeal_id, NEW.position, NEW.shipment_line_id, NEW.cause, NEW.asked_base, NEW.reason, NEW.photo_id, NEW.is_owed)
      IS DISTINCT FROM (OLD.id, OLD.appeal_id, OLD.position, OLD.shipment_line_id, OLD.cause, OLD.asked_base, OLD.reason, OLD.photo_id, OLD.is_owed) THEN
    RAISE EXCEPTION 'appeal_lines keeps what it says' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER appeal_lines_kept BEFORE INSERT OR UPDATE OR DELETE ON appeal_lines FOR EACH ROW EXECUTE FUNCTION keep_appeal_line();--> statement-breakpoint
CREATE TRIGGER rating_answers_append_only BEFORE UPDATE OR DELETE ON rating_answers FOR EACH ROW EXECUTE FUNCTION refuse_change();
