CREATE TABLE "call_off_invitations" (
	"call_off_id" text NOT NULL,
	"koperasi_id" text NOT NULL,
	"state" text NOT NULL,
	"invited_by" text,
	"invited_at" timestamp with time zone NOT NULL,
	"answered_by" text,
	"answered_at" timestamp with time zone,
	"reason" text,
	CONSTRAINT "call_off_invitations_call_off_id_koperasi_id_pk" PRIMARY KEY("call_off_id","koperasi_id"),
	CONSTRAINT "call_off_invitations_state" CHECK ("call_off_invitations"."state" in ('invited', 'accepted', 'declined')),
	CONSTRAINT "call_off_invitations_answered" CHECK (("call_off_invitations"."state" = 'invited') = ("call_off_invitations"."answered_at" is null))
);
--> statement-breakpoint
CREATE TABLE "contract_clauses" (
	"contract_id" text NOT NULL,
	"position" smallint NOT NULL,
	"heading" text NOT NULL,
	"body" text NOT NULL,
	CONSTRAINT "contract_clauses_contract_id_position_pk" PRIMARY KEY("contract_id","position")
);
--> statement-breakpoint
CREATE TABLE "contract_papers" (
	"contract_id" text NOT NULL,
	"rung" text NOT NULL,
	"number" text NOT NULL,
	"dated_on" date,
	"hub_signatory" text,
	"buyer_signatory" text,
	"file_id" text,
	"recorded_by" text,
	"recorded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "contract_papers_contract_id_rung_pk" PRIMARY KEY("contract_id","rung"),
	CONSTRAINT "contract_papers_rung" CHECK ("contract_papers"."rung" in ('mou', 'pks', 'b2b'))
);
--> statement-breakpoint
CREATE TABLE "contract_rates" (
	"id" text PRIMARY KEY NOT NULL,
	"contract_id" text NOT NULL,
	"kind" text NOT NULL,
	"basis_points" integer DEFAULT 0 NOT NULL,
	"rupiah_per_unit" bigint DEFAULT 0 NOT NULL,
	"legal_basis" text,
	"from_on" date NOT NULL,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"corrects_id" text,
	"reason" text,
	"annuls" boolean DEFAULT false NOT NULL,
	CONSTRAINT "contract_rates_kind" CHECK ("contract_rates"."kind" in ('levy', 'service_fee')),
	CONSTRAINT "contract_rates_one" CHECK ("contract_rates"."basis_points" between 0 and 2000 and "contract_rates"."rupiah_per_unit" >= 0 and ("contract_rates"."basis_points" = 0 or "contract_rates"."rupiah_per_unit" = 0)),
	CONSTRAINT "contract_rates_basis" CHECK ("contract_rates"."kind" <> 'levy' or ("contract_rates"."basis_points" = 0 and "contract_rates"."rupiah_per_unit" = 0) or "contract_rates"."legal_basis" is not null),
	CONSTRAINT "contract_rates_correction" CHECK (("contract_rates"."corrects_id" is null) = ("contract_rates"."reason" is null) and (not "contract_rates"."annuls" or "contract_rates"."corrects_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "contract_suspensions" (
	"id" text PRIMARY KEY NOT NULL,
	"contract_id" text NOT NULL,
	"cause" text NOT NULL,
	"happened_at" timestamp with time zone NOT NULL,
	"noticed_at" timestamp with time zone NOT NULL,
	"noticed_by" text,
	"noticed_for_id" text NOT NULL,
	"note" text NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"resumed_on" date,
	"resumed_by" text,
	"resumed_at" timestamp with time zone,
	CONSTRAINT "contract_suspensions_cause" CHECK ("contract_suspensions"."cause" in ('animal_disease', 'flood_or_road', 'crop_failure', 'government_policy', 'price_above_ceiling')),
	CONSTRAINT "contract_suspensions_period" CHECK ("contract_suspensions"."ends_on" >= "contract_suspensions"."starts_on" and ("contract_suspensions"."resumed_on" is null or "contract_suspensions"."resumed_on" between "contract_suspensions"."starts_on" and "contract_suspensions"."ends_on") and "contract_suspensions"."noticed_at" >= "contract_suspensions"."happened_at")
);
--> statement-breakpoint
CREATE TABLE "hub_clauses" (
	"hub_id" text NOT NULL,
	"position" smallint NOT NULL,
	"heading" text NOT NULL,
	"body" text NOT NULL,
	"kept_by" text,
	"kept_at" timestamp with time zone NOT NULL,
	CONSTRAINT "hub_clauses_hub_id_position_pk" PRIMARY KEY("hub_id","position")
);
--> statement-breakpoint
CREATE TABLE "advance_uses" (
	"advance_id" text NOT NULL,
	"invoice_id" text NOT NULL,
	"amount_rupiah" bigint NOT NULL,
	CONSTRAINT "advance_uses_advance_id_invoice_id_pk" PRIMARY KEY("advance_id","invoice_id"),
	CONSTRAINT "advance_uses_amount" CHECK ("advance_uses"."amount_rupiah" > 0)
);
--> statement-breakpoint
CREATE TABLE "levy_remittance_lines" (
	"remittance_id" text NOT NULL,
	"statement_id" text NOT NULL,
	"amount_rupiah" bigint NOT NULL,
	CONSTRAINT "levy_remittance_lines_remittance_id_statement_id_pk" PRIMARY KEY("remittance_id","statement_id"),
	CONSTRAINT "levy_remittance_lines_amount" CHECK ("levy_remittance_lines"."amount_rupiah" > 0)
);
--> statement-breakpoint
CREATE TABLE "levy_remittances" (
	"id" text PRIMARY KEY NOT NULL,
	"hub_id" text NOT NULL,
	"state" text NOT NULL,
	"amount_rupiah" bigint NOT NULL,
	"treasury" text NOT NULL,
	"requested_by" text,
	"requested_at" timestamp with time zone NOT NULL,
	"confirmed_by" text,
	"confirmed_at" timestamp with time zone,
	"settled_on" date,
	"bank_reference" text,
	"number" text,
	"reason" text,
	CONSTRAINT "levy_remittances_state" CHECK ("levy_remittances"."state" in ('requested', 'confirmed', 'refused')),
	CONSTRAINT "levy_remittances_amount" CHECK ("levy_remittances"."amount_rupiah" > 0),
	CONSTRAINT "levy_remittances_two_people" CHECK ("levy_remittances"."confirmed_by" is null or "levy_remittances"."confirmed_by" <> "levy_remittances"."requested_by"),
	CONSTRAINT "levy_remittances_confirmed" CHECK (("levy_remittances"."state" = 'confirmed') = ("levy_remittances"."number" is not null and "levy_remittances"."settled_on" is not null))
);
--> statement-breakpoint
ALTER TABLE "contracts" DROP CONSTRAINT "contracts_levy";--> statement-breakpoint
ALTER TABLE "invoices" DROP CONSTRAINT "invoices_paid";--> statement-breakpoint
ALTER TABLE "invoices" DROP CONSTRAINT "invoices_reported";--> statement-breakpoint
ALTER TABLE "invoices" DROP CONSTRAINT "invoices_settled";--> statement-breakpoint
DROP INDEX "invoices_call_off";--> statement-breakpoint
ALTER TABLE "contracts" ADD COLUMN "advance_basis_points" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "contracts" ADD COLUMN "force_majeure_notice_hours" integer DEFAULT 24 NOT NULL;--> statement-breakpoint
ALTER TABLE "contracts" ADD COLUMN "force_majeure_days_max" integer DEFAULT 14 NOT NULL;--> statement-breakpoint
ALTER TABLE "invoices" ADD COLUMN "kind" text DEFAULT 'delivery' NOT NULL;--> statement-breakpoint
ALTER TABLE "invoices" ADD COLUMN "advance_rupiah" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "call_off_invitations" ADD CONSTRAINT "call_off_invitations_call_off_id_call_offs_id_fk" FOREIGN KEY ("call_off_id") REFERENCES "public"."call_offs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_off_invitations" ADD CONSTRAINT "call_off_invitations_koperasi_id_organisations_id_fk" FOREIGN KEY ("koperasi_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_off_invitations" ADD CONSTRAINT "call_off_invitations_invited_by_persons_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_off_invitations" ADD CONSTRAINT "call_off_invitations_answered_by_persons_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract_clauses" ADD CONSTRAINT "contract_clauses_contract_id_contracts_id_fk" FOREIGN KEY ("contract_id") REFERENCES "public"."contracts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract_papers" ADD CONSTRAINT "contract_papers_contract_id_contracts_id_fk" FOREIGN KEY ("contract_id") REFERENCES "public"."contracts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract_papers" ADD CONSTRAINT "contract_papers_file_id_stored_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."stored_files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract_papers" ADD CONSTRAINT "contract_papers_recorded_by_persons_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract_rates" ADD CONSTRAINT "contract_rates_contract_id_contracts_id_fk" FOREIGN KEY ("contract_id") REFERENCES "public"."contracts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract_rates" ADD CONSTRAINT "contract_rates_corrects_id_contract_rates_id_fk" FOREIGN KEY ("corrects_id") REFERENCES "public"."contract_rates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract_suspensions" ADD CONSTRAINT "contract_suspensions_contract_id_contracts_id_fk" FOREIGN KEY ("contract_id") REFERENCES "public"."contracts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract_suspensions" ADD CONSTRAINT "contract_suspensions_noticed_by_persons_id_fk" FOREIGN KEY ("noticed_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract_suspensions" ADD CONSTRAINT "contract_suspensions_noticed_for_id_organisations_id_fk" FOREIGN KEY ("noticed_for_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract_suspensions" ADD CONSTRAINT "contract_suspensions_resumed_by_persons_id_fk" FOREIGN KEY ("resumed_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub_clauses" ADD CONSTRAINT "hub_clauses_hub_id_organisations_id_fk" FOREIGN KEY ("hub_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hub_clauses" ADD CONSTRAINT "hub_clauses_kept_by_persons_id_fk" FOREIGN KEY ("kept_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "advance_uses" ADD CONSTRAINT "advance_uses_advance_id_invoices_id_fk" FOREIGN KEY ("advance_id") REFERENCES "public"."invoices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "advance_uses" ADD CONSTRAINT "advance_uses_invoice_id_invoices_id_fk" FOREIGN KEY ("invoice_id") REFERENCES "public"."invoices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "levy_remittance_lines" ADD CONSTRAINT "levy_remittance_lines_remittance_id_levy_remittances_id_fk" FOREIGN KEY ("remittance_id") REFERENCES "public"."levy_remittances"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "levy_remittance_lines" ADD CONSTRAINT "levy_remittance_lines_statement_id_koperasi_statements_id_fk" FOREIGN KEY ("statement_id") REFERENCES "public"."koperasi_statements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "levy_remittances" ADD CONSTRAINT "levy_remittances_hub_id_organisations_id_fk" FOREIGN KEY ("hub_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "levy_remittances" ADD CONSTRAINT "levy_remittances_requested_by_persons_id_fk" FOREIGN KEY ("requested_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "levy_remittances" ADD CONSTRAINT "levy_remittances_confirmed_by_persons_id_fk" FOREIGN KEY ("confirmed_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "call_off_invitations_koperasi" ON "call_off_invitations" USING btree ("koperasi_id","state");--> statement-breakpoint
CREATE UNIQUE INDEX "contract_rates_corrects" ON "contract_rates" USING btree ("corrects_id");--> statement-breakpoint
CREATE INDEX "contract_rates_contract" ON "contract_rates" USING btree ("contract_id","kind","from_on");--> statement-breakpoint
CREATE INDEX "contract_suspensions_contract" ON "contract_suspensions" USING btree ("contract_id","starts_on");--> statement-breakpoint
CREATE INDEX "advance_uses_invoice" ON "advance_uses" USING btree ("invoice_id");--> statement-breakpoint
CREATE INDEX "levy_remittance_lines_statement" ON "levy_remittance_lines" USING btree ("statement_id");--> statement-breakpoint
CREATE INDEX "levy_remittances_hub" ON "levy_remittances" USING btree ("hub_id","state");--> statement-breakpoint
CREATE UNIQUE INDEX "invoices_call_off" ON "invoices" USING btree ("call_off_id","kind") WHERE state not in ('discarded', 'credited');--> statement-breakpoint
-- What stood in columns moves to papers and dated rates; what was signed before has its signatories on its own paper.
insert into "contract_papers" ("contract_id", "rung", "number", "recorded_by", "recorded_at")
  select "id", 'mou', "mou_number", "created_by", "created_at" from "contracts" where "mou_number" is not null
  union all
  select "id", 'pks', "agreement_number", "created_by", "created_at" from "contracts" where "agreement_number" is not null;--> statement-breakpoint
insert into "contract_papers" ("contract_id", "rung", "number", "dated_on", "hub_signatory", "buyer_signatory", "recorded_by", "recorded_at")
  select c."id", 'b2b', c."number", c."signed_at"::date, coalesce(p."full_name", 'Sesuai kontrak asli'), 'Sesuai kontrak asli', c."signed_by", c."signed_at"
  from "contracts" c left join "persons" p on p."id" = c."signed_by" where c."signed_at" is not null;--> statement-breakpoint
insert into "contract_rates" ("id", "contract_id", "kind", "basis_points", "legal_basis", "from_on", "recorded_by", "recorded_at")
  select regexp_replace("id", '^con_', 'crt_'), "id", 'levy', "levy_basis_points", "levy_legal_basis", "starts_on", coalesce("created_by", 'system'), "created_at"
  from "contracts" where "levy_basis_points" > 0
  union all
  select regexp_replace("id", '^con_.', 'crt_z'), "id", 'service_fee', "service_fee_basis_points", null, "starts_on", coalesce("created_by", 'system'), "created_at"
  from "contracts" where "service_fee_basis_points" > 0;--> statement-breakpoint
ALTER TABLE "contracts" DROP COLUMN "mou_number";--> statement-breakpoint
ALTER TABLE "contracts" DROP COLUMN "agreement_number";--> statement-breakpoint
ALTER TABLE "contracts" DROP COLUMN "levy_basis_points";--> statement-breakpoint
ALTER TABLE "contracts" DROP COLUMN "levy_legal_basis";--> statement-breakpoint
ALTER TABLE "contracts" DROP COLUMN "service_fee_basis_points";--> statement-breakpoint
ALTER TABLE "contracts" ADD CONSTRAINT "contracts_advance" CHECK ("contracts"."advance_basis_points" between 0 and 10000);--> statement-breakpoint
ALTER TABLE "contracts" ADD CONSTRAINT "contracts_force_majeure" CHECK ("contracts"."force_majeure_notice_hours" between 1 and 168 and "contracts"."force_majeure_days_max" between 1 and 90);--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_kind" CHECK ("invoices"."kind" in ('delivery', 'advance'));--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_advance" CHECK ("invoices"."advance_rupiah" between 0 and "invoices"."total_rupiah" and ("invoices"."advance_rupiah" = 0 or "invoices"."kind" = 'delivery'));--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_paid" CHECK ("invoices"."paid_rupiah" >= 0 and "invoices"."paid_rupiah" + "invoices"."advance_rupiah" <= "invoices"."total_rupiah");--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_reported" CHECK ("invoices"."reported_rupiah" >= 0 and "invoices"."paid_rupiah" + "invoices"."reported_rupiah" + "invoices"."advance_rupiah" <= "invoices"."total_rupiah" and ("invoices"."state" = 'issued' or "invoices"."reported_rupiah" = 0));--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_settled" CHECK ("invoices"."state" <> 'settled' or "invoices"."paid_rupiah" + "invoices"."advance_rupiah" = "invoices"."total_rupiah");--> statement-breakpoint

-- What two parties signed stands: its goods and its clauses are written while it is a draft.
create function refuse_signed_change() returns trigger language plpgsql as $$
declare
  written jsonb := case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end;
begin
  if (select state from contracts where id = written ->> 'contract_id') <> 'draft' then
    raise exception '% of contract % are signed', tg_table_name, written ->> 'contract_id' using errcode = 'restrict_violation';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;--> statement-breakpoint
create trigger contract_clauses_signed before insert or update or delete on contract_clauses for each row execute function refuse_signed_change();--> statement-breakpoint

-- A paper of a signed contract is only completed: what it says stands.
create function refuse_other_paper() returns trigger language plpgsql as $$
begin
  if (select state from contracts where id = old.contract_id) <> 'draft' and (
    new.number <> old.number
    or (old.dated_on is not null and new.dated_on is distinct from old.dated_on)
    or (old.hub_signatory is not null and new.hub_signatory is distinct from old.hub_signatory)
    or (old.buyer_signatory is not null and new.buyer_signatory is distinct from old.buyer_signatory)
    or (old.file_id is not null and new.file_id is distinct from old.file_id)
  ) then
    raise exception 'the papers of contract % stand', old.contract_id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;--> statement-breakpoint
create trigger contract_papers_stand before update on contract_papers for each row execute function refuse_other_paper();--> statement-breakpoint
create trigger contract_papers_no_delete before delete on contract_papers for each row execute function refuse_change();--> statement-breakpoint

-- Rates are written once; a correction differs from what it corrects in its figures only.
create trigger contract_rates_append_only before update or delete on contract_rates for each row execute function refuse_change();--> statement-breakpoint
create trigger contract_rates_no_truncate before truncate on contract_rates for each statement execute function refuse_change();--> statement-breakpoint
create trigger contract_rates_corrects before insert on contract_rates for each row when (new.corrects_id is not null)
  execute function refuse_other_correction('contract_id', 'kind', 'from_on');--> statement-breakpoint
create trigger contract_suspensions_no_delete before delete on contract_suspensions for each row execute function refuse_change();--> statement-breakpoint
create trigger call_off_invitations_no_delete before delete on call_off_invitations for each row execute function refuse_change();--> statement-breakpoint
create trigger advance_uses_append_only before update or delete on advance_uses for each row execute function refuse_change();--> statement-breakpoint
create trigger levy_remittances_no_delete before delete on levy_remittances for each row execute function refuse_change();--> statement-breakpoint
create trigger levy_remittance_lines_append_only before update or delete on levy_remittance_lines for each row execute function refuse_change();
