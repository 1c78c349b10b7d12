CREATE TABLE "contract_lines" (
	"id" text PRIMARY KEY NOT NULL,
	"contract_id" text NOT NULL,
	"position" smallint NOT NULL,
	"commodity_code" text NOT NULL,
	"grade_code" text NOT NULL,
	"pack_unit" text NOT NULL,
	"base_per_pack" bigint NOT NULL,
	"volume_min_base_per_month" bigint NOT NULL,
	"volume_max_base_per_month" bigint NOT NULL,
	"tolerance_basis_points" integer NOT NULL,
	"price_rule" jsonb NOT NULL,
	"review_lock_days" smallint DEFAULT 0 NOT NULL,
	CONSTRAINT "contract_lines_position" UNIQUE("contract_id","position"),
	CONSTRAINT "contract_lines_goods" UNIQUE("contract_id","commodity_code","grade_code"),
	CONSTRAINT "contract_lines_volume" CHECK (0 <= "contract_lines"."volume_min_base_per_month" and "contract_lines"."volume_min_base_per_month" <= "contract_lines"."volume_max_base_per_month" and "contract_lines"."base_per_pack" > 0),
	CONSTRAINT "contract_lines_tolerance" CHECK ("contract_lines"."tolerance_basis_points" between 0 and 10000),
	CONSTRAINT "contract_lines_lock" CHECK ("contract_lines"."review_lock_days" between 0 and 366)
);
--> statement-breakpoint
CREATE TABLE "contract_price_locks" (
	"contract_line_id" text NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"price_rupiah" bigint NOT NULL,
	"because" jsonb NOT NULL,
	CONSTRAINT "contract_price_locks_contract_line_id_starts_on_pk" PRIMARY KEY("contract_line_id","starts_on"),
	CONSTRAINT "contract_price_locks_period" CHECK ("contract_price_locks"."ends_on" >= "contract_price_locks"."starts_on" and "contract_price_locks"."price_rupiah" > 0)
);
--> statement-breakpoint
ALTER TABLE "contract_lines" ADD CONSTRAINT "contract_lines_contract_id_contracts_id_fk" FOREIGN KEY ("contract_id") REFERENCES "public"."contracts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract_lines" ADD CONSTRAINT "contract_lines_commodity_code_commodities_code_fk" FOREIGN KEY ("commodity_code") REFERENCES "public"."commodities"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract_price_locks" ADD CONSTRAINT "contract_price_locks_contract_line_id_contract_lines_id_fk" FOREIGN KEY ("contract_line_id") REFERENCES "public"."contract_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint

-- What a contract was about becomes its first line; call-offs and months follow it.
insert into "contract_lines" ("id", "contract_id", "position", "commodity_code", "grade_code", "pack_unit", "base_per_pack",
    "volume_min_base_per_month", "volume_max_base_per_month", "tolerance_basis_points", "price_rule")
  select regexp_replace("id", '^con_', 'cln_'), "id", 0, "commodity_code", "grade_code", "pack_unit", "base_per_pack",
    "volume_min_base_per_month", "volume_max_base_per_month", "tolerance_basis_points", "price_rule"
  from "contracts";--> statement-breakpoint
ALTER TABLE "call_offs" ADD COLUMN "contract_line_id" text;--> statement-breakpoint
update "call_offs" set "contract_line_id" = regexp_replace("contract_id", '^con_', 'cln_');--> statement-breakpoint
ALTER TABLE "call_offs" ALTER COLUMN "contract_line_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "call_offs" ADD CONSTRAINT "call_offs_contract_line_id_contract_lines_id_fk" FOREIGN KEY ("contract_line_id") REFERENCES "public"."contract_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract_months" ADD COLUMN "contract_line_id" text;--> statement-breakpoint
update "contract_months" set "contract_line_id" = regexp_replace("contract_id", '^con_', 'cln_');--> statement-breakpoint
ALTER TABLE "contract_months" ALTER COLUMN "contract_line_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "contract_months" DROP CONSTRAINT "contract_months_contract_id_contracts_id_fk";--> statement-breakpoint
ALTER TABLE "contract_months" DROP CONSTRAINT "contract_months_contract_id_month_pk";--> statement-breakpoint
ALTER TABLE "contract_months" ADD CONSTRAINT "contract_months_contract_line_id_month_pk" PRIMARY KEY("contract_line_id","month");--> statement-breakpoint
ALTER TABLE "contract_months" ADD CONSTRAINT "contract_months_contract_line_id_contract_lines_id_fk" FOREIGN KEY ("contract_line_id") REFERENCES "public"."contract_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract_months" DROP COLUMN "contract_id";--> statement-breakpoint
ALTER TABLE "contracts" DROP CONSTRAINT "contracts_volume";--> statement-breakpoint
ALTER TABLE "contracts" DROP CONSTRAINT "contracts_commodity_code_commodities_code_fk";--> statement-breakpoint
ALTER TABLE "contracts" DROP COLUMN "commodity_code";--> statement-breakpoint
ALTER TABLE "contracts" DROP COLUMN "grade_code";--> statement-breakpoint
ALTER TABLE "contracts" DROP COLUMN "pack_unit";--> statement-breakpoint
ALTER TABLE "contracts" DROP COLUMN "base_per_pack";--> statement-breakpoint
ALTER TABLE "contracts" DROP COLUMN "volume_min_base_per_month";--> statement-breakpoint
ALTER TABLE "contracts" DROP COLUMN "volume_max_base_per_month";--> statement-breakpoint
ALTER TABLE "contracts" DROP COLUMN "tolerance_basis_points";--> statement-breakpoint
ALTER TABLE "contracts" DROP COLUMN "price_rule";--> statement-breakpoint

-- The goods of a contract are written while it is a draft; what was signed stands.
create function refuse_signed_goods() returns trigger language plpgsql as $$
declare written contract_lines;
begin
  written := case when tg_op = 'DELETE' then old else new end;
  if (select state from contracts where id = written.contract_id) <> 'draft' then
    raise exception 'the goods of contract % are signed', written.contract_id using errcode = 'restrict_violation';
  end if;
  return written;
end $$;--> statement-breakpoint
create trigger contract_lines_signed before insert or update or delete on contract_lines for each row execute function refuse_signed_goods();--> statement-breakpoint
create trigger contract_price_locks_append_only before update or delete on contract_price_locks for each row execute function refuse_change();--> statement-breakpoint
create trigger contract_price_locks_no_truncate before truncate on contract_price_locks for each statement execute function refuse_change();
