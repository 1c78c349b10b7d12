CREATE TABLE "credit_limits" (
	"id" text PRIMARY KEY NOT NULL,
	"seller_id" text NOT NULL,
	"buyer_id" text,
	"buyer_kind" text,
	"limit_rupiah" bigint,
	"set_by" text NOT NULL,
	"set_at" timestamp with time zone NOT NULL,
	CONSTRAINT "credit_limits_whom" CHECK (("credit_limits"."buyer_id" is null) <> ("credit_limits"."buyer_kind" is null)),
	CONSTRAINT "credit_limits_kind_word" CHECK ("credit_limits"."buyer_kind" in ('koperasi', 'kitchen', 'bumd', 'trade_center')),
	CONSTRAINT "credit_limits_amount" CHECK ("credit_limits"."limit_rupiah" >= 0),
	CONSTRAINT "credit_limits_other" CHECK ("credit_limits"."buyer_id" <> "credit_limits"."seller_id")
);
--> statement-breakpoint
CREATE TABLE "radar_watches" (
	"seller_id" text PRIMARY KEY NOT NULL,
	"alarms" jsonb NOT NULL,
	"reckoned_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "selling_grants" (
	"id" text PRIMARY KEY NOT NULL,
	"owner_id" text NOT NULL,
	"keeper_id" text NOT NULL,
	"commodity_code" text,
	"commission_max_basis_points" integer NOT NULL,
	"valid_until" date NOT NULL,
	"given_by" text NOT NULL,
	"given_at" timestamp with time zone NOT NULL,
	"ended_by" text,
	"ended_at" timestamp with time zone,
	CONSTRAINT "selling_grants_two" CHECK ("selling_grants"."owner_id" <> "selling_grants"."keeper_id"),
	CONSTRAINT "selling_grants_commission" CHECK ("selling_grants"."commission_max_basis_points" between 1 and 5000),
	CONSTRAINT "selling_grants_ended" CHECK (("selling_grants"."ended_at" is null) = ("selling_grants"."ended_by" is null))
);
--> statement-breakpoint
DROP INDEX "lots_seller";--> statement-breakpoint
ALTER TABLE "commitments" ADD COLUMN "claimed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "credit_limits" ADD CONSTRAINT "credit_limits_seller_id_organisations_id_fk" FOREIGN KEY ("seller_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_limits" ADD CONSTRAINT "credit_limits_buyer_id_organisations_id_fk" FOREIGN KEY ("buyer_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_limits" ADD CONSTRAINT "credit_limits_set_by_persons_id_fk" FOREIGN KEY ("set_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "radar_watches" ADD CONSTRAINT "radar_watches_seller_id_organisations_id_fk" FOREIGN KEY ("seller_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "selling_grants" ADD CONSTRAINT "selling_grants_owner_id_organisations_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "selling_grants" ADD CONSTRAINT "selling_grants_keeper_id_organisations_id_fk" FOREIGN KEY ("keeper_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "selling_grants" ADD CONSTRAINT "selling_grants_commodity_code_commodities_code_fk" FOREIGN KEY ("commodity_code") REFERENCES "public"."commodities"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "selling_grants" ADD CONSTRAINT "selling_grants_given_by_persons_id_fk" FOREIGN KEY ("given_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "selling_grants" ADD CONSTRAINT "selling_grants_ended_by_persons_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "credit_limits_buyer" ON "credit_limits" USING btree ("seller_id","buyer_id") WHERE buyer_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "credit_limits_kind" ON "credit_limits" USING btree ("seller_id","buyer_kind") WHERE buyer_kind is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "selling_grants_once" ON "selling_grants" USING btree ("owner_id","keeper_id",coalesce(commodity_code, '')) WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "selling_grants_keeper" ON "selling_grants" USING btree ("keeper_id");--> statement-breakpoint
CREATE INDEX "commitments_unclaimed" ON "commitments" USING btree ("seller_id","buyer_id") WHERE state in ('accepted', 'fulfilled') and claimed_at is null;--> statement-breakpoint
CREATE INDEX "orders_buyer_day" ON "orders" USING btree ("buyer_id","delivery_day");--> statement-breakpoint
CREATE INDEX "lots_seller" ON "lots" USING btree ("seller_id","expires_on");--> statement-breakpoint
-- What invoices claim already is owed, and promised no longer.
update commitments set claimed_at = i.issued_at from shipment_lines l join invoices i on i.shipment_id = l.shipment_id and i.appeal_id is null and i.state in ('issued', 'settled') where l.commitment_id = commitments.id;--> statement-breakpoint
-- A grant says the same for ever, and is ended once.
create function refuse_changed_grant() returns trigger language plpgsql as $$
begin
  raise exception 'a grant to sell onward is given once and ended once' using errcode = 'check_violation', constraint = 'selling_grants_stand';
end $$;--> statement-breakpoint
create trigger selling_grants_stand before delete or update of id, owner_id, keeper_id, commodity_code, commission_max_basis_points, valid_until, given_by, given_at on selling_grants for each row execute function refuse_changed_grant();--> statement-breakpoint
create trigger selling_grants_ended_once before update of ended_at, ended_by on selling_grants for each row when (old.ended_at is not null) execute function refuse_changed_grant();
