CREATE TABLE "annual_meetings" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation_id" text NOT NULL,
	"year" smallint NOT NULL,
	"planned_on" date NOT NULL,
	"planned_by" text NOT NULL,
	"planned_at" timestamp with time zone NOT NULL,
	"held_on" date,
	"minutes_number" text,
	"present" integer,
	"held_by" text,
	"held_at" timestamp with time zone,
	CONSTRAINT "annual_meetings_own" UNIQUE("id","organisation_id","year"),
	CONSTRAINT "annual_meetings_year" UNIQUE("organisation_id","year"),
	CONSTRAINT "annual_meetings_held" CHECK (num_nonnulls("annual_meetings"."held_on", "annual_meetings"."minutes_number", "annual_meetings"."present", "annual_meetings"."held_by", "annual_meetings"."held_at") in (0, 5)),
	CONSTRAINT "annual_meetings_present" CHECK ("annual_meetings"."present" > 0),
	CONSTRAINT "annual_meetings_day" CHECK (extract(year from "annual_meetings"."held_on") > "annual_meetings"."year")
);
--> statement-breakpoint
CREATE TABLE "cooperative_articles" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation_id" text NOT NULL,
	"valid_from" date NOT NULL,
	"source" text NOT NULL,
	"principal_rupiah" bigint NOT NULL,
	"mandatory_rupiah" bigint NOT NULL,
	"reserve_basis_points" smallint NOT NULL,
	"usage_basis_points" smallint NOT NULL,
	"capital_basis_points" smallint NOT NULL,
	"officers_basis_points" smallint NOT NULL,
	"education_basis_points" smallint NOT NULL,
	"social_basis_points" smallint NOT NULL,
	"development_basis_points" smallint NOT NULL,
	"village_basis_points" smallint NOT NULL,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "cooperative_articles_own" UNIQUE("id","organisation_id"),
	CONSTRAINT "cooperative_articles_savings" CHECK ("cooperative_articles"."principal_rupiah" >= 0 and "cooperative_articles"."mandatory_rupiah" >= 0),
	CONSTRAINT "cooperative_articles_parts" CHECK (least("cooperative_articles"."reserve_basis_points", "cooperative_articles"."usage_basis_points", "cooperative_articles"."capital_basis_points", "cooperative_articles"."officers_basis_points", "cooperative_articles"."education_basis_points", "cooperative_articles"."social_basis_points", "cooperative_articles"."development_basis_points", "cooperative_articles"."village_basis_points") >= 0),
	CONSTRAINT "cooperative_articles_whole" CHECK ("cooperative_articles"."reserve_basis_points" + "cooperative_articles"."usage_basis_points" + "cooperative_articles"."capital_basis_points" + "cooperative_articles"."officers_basis_points" + "cooperative_articles"."education_basis_points" + "cooperative_articles"."social_basis_points" + "cooperative_articles"."development_basis_points" + "cooperative_articles"."village_basis_points" = 10000)
);
--> statement-breakpoint
CREATE TABLE "cooperative_members" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation_id" text NOT NULL,
	"serial" integer NOT NULL,
	"full_name" text NOT NULL,
	"phone" text,
	"identity_number" text,
	"producer_id" text,
	"joined_on" date NOT NULL,
	"left_on" date,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "cooperative_members_own" UNIQUE("id","organisation_id"),
	CONSTRAINT "cooperative_members_serial" UNIQUE("organisation_id","serial"),
	CONSTRAINT "cooperative_members_serial_counts" CHECK ("cooperative_members"."serial" > 0),
	CONSTRAINT "cooperative_members_identity_form" CHECK ("cooperative_members"."identity_number" ~ '^[0-9]{16}$'),
	CONSTRAINT "cooperative_members_days" CHECK ("cooperative_members"."left_on" >= "cooperative_members"."joined_on")
);
--> statement-breakpoint
CREATE TABLE "cooperative_payments" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation_id" text NOT NULL,
	"member_id" text,
	"fund" text,
	"amount_rupiah" bigint NOT NULL,
	"purpose" text NOT NULL,
	"state" text NOT NULL,
	"asked_by" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"paid_on" date,
	"refusal" text,
	CONSTRAINT "cooperative_payments_state" CHECK ("cooperative_payments"."state" in ('asked', 'agreed', 'refused')),
	CONSTRAINT "cooperative_payments_fund" CHECK ("cooperative_payments"."fund" in ('officers', 'education', 'social', 'development', 'village')),
	CONSTRAINT "cooperative_payments_whom" CHECK (num_nonnulls("cooperative_payments"."member_id", "cooperative_payments"."fund") = 1),
	CONSTRAINT "cooperative_payments_amount" CHECK ("cooperative_payments"."amount_rupiah" > 0),
	CONSTRAINT "cooperative_payments_decided" CHECK (("cooperative_payments"."state" = 'asked') = ("cooperative_payments"."decided_at" is null) and ("cooperative_payments"."decided_at" is null) = ("cooperative_payments"."decided_by" is null)),
	CONSTRAINT "cooperative_payments_paid" CHECK (("cooperative_payments"."state" = 'agreed') = ("cooperative_payments"."paid_on" is not null)),
	CONSTRAINT "cooperative_payments_refused" CHECK (("cooperative_payments"."state" = 'refused') = ("cooperative_payments"."refusal" is not null)),
	CONSTRAINT "cooperative_payments_two_people" CHECK ("cooperative_payments"."state" <> 'agreed' or "cooperative_payments"."decided_by" <> "cooperative_payments"."asked_by")
);
--> statement-breakpoint
CREATE TABLE "member_leavings" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation_id" text NOT NULL,
	"member_id" text NOT NULL,
	"state" text NOT NULL,
	"reason" text NOT NULL,
	"asked_by" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"principal_rupiah" bigint,
	"mandatory_rupiah" bigint,
	"refusal" text,
	CONSTRAINT "member_leavings_state" CHECK ("member_leavings"."state" in ('asked', 'agreed', 'refused')),
	CONSTRAINT "member_leavings_decided" CHECK (("member_leavings"."state" = 'asked') = ("member_leavings"."decided_at" is null) and ("member_leavings"."decided_at" is null) = ("member_leavings"."decided_by" is null)),
	CONSTRAINT "member_leavings_agreed" CHECK (("member_leavings"."state" = 'agreed') = (num_nonnulls("member_leavings"."principal_rupiah", "member_leavings"."mandatory_rupiah") = 2)),
	CONSTRAINT "member_leavings_refused" CHECK (("member_leavings"."state" = 'refused') = ("member_leavings"."refusal" is not null)),
	CONSTRAINT "member_leavings_two_people" CHECK ("member_leavings"."state" <> 'agreed' or "member_leavings"."decided_by" <> "member_leavings"."asked_by")
);
--> statement-breakpoint
CREATE TABLE "member_savings" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation_id" text NOT NULL,
	"member_id" text NOT NULL,
	"kind" text NOT NULL,
	"amount_rupiah" bigint NOT NULL,
	"on_day" date NOT NULL,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"corrected_by" text,
	"corrected_at" timestamp with time zone,
	"reason" text,
	CONSTRAINT "member_savings_kind" CHECK ("member_savings"."kind" in ('principal', 'mandatory')),
	CONSTRAINT "member_savings_amount" CHECK ("member_savings"."amount_rupiah" > 0),
	CONSTRAINT "member_savings_corrected" CHECK (num_nonnulls("member_savings"."corrected_by", "member_savings"."corrected_at", "member_savings"."reason") in (0, 3)),
	CONSTRAINT "member_savings_two_people" CHECK ("member_savings"."corrected_by" <> "member_savings"."recorded_by")
);
--> statement-breakpoint
CREATE TABLE "shu_distributions" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation_id" text NOT NULL,
	"meeting_id" text NOT NULL,
	"year" smallint NOT NULL,
	"articles_id" text NOT NULL,
	"amount_rupiah" bigint NOT NULL,
	"state" text NOT NULL,
	"proposed_by" text NOT NULL,
	"proposed_at" timestamp with time zone NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"refusal" text,
	CONSTRAINT "shu_distributions_state" CHECK ("shu_distributions"."state" in ('proposed', 'decided', 'refused')),
	CONSTRAINT "shu_distributions_amount" CHECK ("shu_distributions"."amount_rupiah" > 0),
	CONSTRAINT "shu_distributions_decided_when" CHECK (("shu_distributions"."state" = 'proposed') = ("shu_distributions"."decided_at" is null) and ("shu_distributions"."decided_at" is null) = ("shu_distributions"."decided_by" is null)),
	CONSTRAINT "shu_distributions_refused" CHECK (("shu_distributions"."state" = 'refused') = ("shu_distributions"."refusal" is not null)),
	CONSTRAINT "shu_distributions_two_people" CHECK ("shu_distributions"."state" <> 'decided' or "shu_distributions"."decided_by" <> "shu_distributions"."proposed_by")
);
--> statement-breakpoint
CREATE TABLE "shu_shares" (
	"distribution_id" text NOT NULL,
	"part" text NOT NULL,
	"member_id" text,
	"base_rupiah" bigint,
	"amount_rupiah" bigint NOT NULL,
	CONSTRAINT "shu_shares_once" UNIQUE NULLS NOT DISTINCT("distribution_id","part","member_id"),
	CONSTRAINT "shu_shares_part" CHECK ("shu_shares"."part" in ('reserve', 'usage', 'capital', 'officers', 'education', 'social', 'development', 'village')),
	CONSTRAINT "shu_shares_amount" CHECK ("shu_shares"."amount_rupiah" >= 0),
	CONSTRAINT "shu_shares_whose" CHECK (("shu_shares"."part" in ('usage', 'capital')) = ("shu_shares"."member_id" is not null) and ("shu_shares"."member_id" is null) = ("shu_shares"."base_rupiah" is null) and ("shu_shares"."base_rupiah" is null or "shu_shares"."base_rupiah" > 0))
);
--> statement-breakpoint
CREATE TABLE "declared_turnovers" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation_id" text NOT NULL,
	"year" smallint NOT NULL,
	"amount_rupiah" bigint NOT NULL,
	"source" text NOT NULL,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "declared_turnovers_amount" CHECK ("declared_turnovers"."amount_rupiah" >= 0)
);
--> statement-breakpoint
ALTER TABLE "producers" ADD CONSTRAINT "producers_own" UNIQUE("id","organisation_id");--> statement-breakpoint
ALTER TABLE "bundles" DROP CONSTRAINT "bundles_kind";--> statement-breakpoint
ALTER TABLE "annual_meetings" ADD CONSTRAINT "annual_meetings_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "annual_meetings" ADD CONSTRAINT "annual_meetings_planned_by_persons_id_fk" FOREIGN KEY ("planned_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "annual_meetings" ADD CONSTRAINT "annual_meetings_held_by_persons_id_fk" FOREIGN KEY ("held_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cooperative_articles" ADD CONSTRAINT "cooperative_articles_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cooperative_articles" ADD CONSTRAINT "cooperative_articles_recorded_by_persons_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cooperative_members" ADD CONSTRAINT "cooperative_members_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cooperative_members" ADD CONSTRAINT "cooperative_members_recorded_by_persons_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cooperative_members" ADD CONSTRAINT "cooperative_members_own_producer" FOREIGN KEY ("producer_id","organisation_id") REFERENCES "public"."producers"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cooperative_payments" ADD CONSTRAINT "cooperative_payments_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cooperative_payments" ADD CONSTRAINT "cooperative_payments_asked_by_persons_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cooperative_payments" ADD CONSTRAINT "cooperative_payments_decided_by_persons_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cooperative_payments" ADD CONSTRAINT "cooperative_payments_own_member" FOREIGN KEY ("member_id","organisation_id") REFERENCES "public"."cooperative_members"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_leavings" ADD CONSTRAINT "member_leavings_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_leavings" ADD CONSTRAINT "member_leavings_asked_by_persons_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_leavings" ADD CONSTRAINT "member_leavings_decided_by_persons_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_leavings" ADD CONSTRAINT "member_leavings_own_member" FOREIGN KEY ("member_id","organisation_id") REFERENCES "public"."cooperative_members"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_savings" ADD CONSTRAINT "member_savings_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_savings" ADD CONSTRAINT "member_savings_recorded_by_persons_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_savings" ADD CONSTRAINT "member_savings_corrected_by_persons_id_fk" FOREIGN KEY ("corrected_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_savings" ADD CONSTRAINT "member_savings_own_member" FOREIGN KEY ("member_id","organisation_id") REFERENCES "public"."cooperative_members"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shu_distributions" ADD CONSTRAINT "shu_distributions_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shu_distributions" ADD CONSTRAINT "shu_distributions_proposed_by_persons_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shu_distributions" ADD CONSTRAINT "shu_distributions_decided_by_persons_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shu_distributions" ADD CONSTRAINT "shu_distributions_meeting" FOREIGN KEY ("meeting_id","organisation_id","year") REFERENCES "public"."annual_meetings"("id","organisation_id","year") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shu_distributions" ADD CONSTRAINT "shu_distributions_articles" FOREIGN KEY ("articles_id","organisation_id") REFERENCES "public"."cooperative_articles"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shu_shares" ADD CONSTRAINT "shu_shares_distribution_id_shu_distributions_id_fk" FOREIGN KEY ("distribution_id") REFERENCES "public"."shu_distributions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shu_shares" ADD CONSTRAINT "shu_shares_member_id_cooperative_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."cooperative_members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "declared_turnovers" ADD CONSTRAINT "declared_turnovers_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "declared_turnovers" ADD CONSTRAINT "declared_turnovers_recorded_by_persons_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "cooperative_articles_day" ON "cooperative_articles" USING btree ("organisation_id","valid_from","id");--> statement-breakpoint
CREATE UNIQUE INDEX "cooperative_members_producer" ON "cooperative_members" USING btree ("producer_id") WHERE left_on is null;--> statement-breakpoint
CREATE UNIQUE INDEX "cooperative_members_identity" ON "cooperative_members" USING btree ("organisation_id","identity_number") WHERE left_on is null;--> statement-breakpoint
CREATE INDEX "cooperative_payments_organisation" ON "cooperative_payments" USING btree ("organisation_id","state");--> statement-breakpoint
CREATE INDEX "cooperative_payments_member" ON "cooperative_payments" USING btree ("member_id");--> statement-breakpoint
CREATE UNIQUE INDEX "cooperative_payments_asked" ON "cooperative_payments" USING btree ("organisation_id",coalesce(member_id, fund)) WHERE state = 'asked';--> statement-breakpoint
CREATE UNIQUE INDEX "member_leavings_once" ON "member_leavings" USING btree ("member_id") WHERE state <> 'refused';--> statement-breakpoint
CREATE INDEX "member_leavings_organisation" ON "member_leavings" USING btree ("organisation_id","state");--> statement-breakpoint
CREATE INDEX "member_savings_member" ON "member_savings" USING btree ("member_id","id");--> statement-breakpoint
CREATE INDEX "member_savings_organisation" ON "member_savings" USING btree ("organisation_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "shu_distributions_once" ON "shu_distributions" USING btree ("organisation_id","year") WHERE state <> 'refused';--> statement-breakpoint
CREATE INDEX "shu_shares_member" ON "shu_shares" USING btree ("member_id");--> statement-breakpoint
CREATE INDEX "declared_turnovers_year" ON "declared_turnovers" USING btree ("organisation_id","year","id");--> statement-breakpoint
ALTER TABLE "bundles" ADD CONSTRAINT "bundles_kind" CHECK ("bundles"."kind" in ('period', 'purchase', 'annual'));--> statement-breakpoint
-- by hand
-- Who a member is may be put right and their producer named; when they joined and under which number stays, and whoever left has left.
CREATE FUNCTION refuse_member_change() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  if tg_op = 'DELETE' or new.id <> old.id or new.organisation_id <> old.organisation_id or new.serial <> old.serial
    or new.joined_on <> old.joined_on or new.recorded_by <> old.recorded_by or new.recorded_at <> old.recorded_at
    or (old.left_on is not null and new is distinct from old)
    or (new.left_on is not null and old.left_on is null
      and not exists (select 1 from member_leavings l where l.member_id = new.id and l.state = 'agreed')) then
    raise exception 'who joined and who left stays' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;--> statement-breakpoint
CREATE TRIGGER cooperative_members_stay BEFORE UPDATE OR DELETE ON cooperative_members FOR EACH ROW EXECUTE FUNCTION refuse_member_change();--> statement-breakpoint
CREATE TRIGGER cooperative_members_no_truncate BEFORE TRUNCATE ON cooperative_members FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER cooperative_articles_append_only BEFORE UPDATE OR DELETE ON cooperative_articles FOR EACH ROW EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER cooperative_articles_no_truncate BEFORE TRUNCATE ON cooperative_articles FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER declared_turnovers_append_only BEFORE UPDATE OR DELETE ON declared_turnovers FOR EACH ROW EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER declared_turnovers_no_truncate BEFORE TRUNCATE ON declared_turnovers FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
-- What was brought stays as it was brought; once, somebody may say that it was wrong.
CREATE FUNCTION refuse_savings_change() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  if tg_op = 'DELETE' or old.corrected_at is not null or new.id <> old.id or new.organisation_id <> old.organisation_id
    or new.member_id <> old.member_id or new.kind <> old.kind or new.amount_rupiah <> old.amount_rupiah
    or new.on_day <> old.on_day or new.recorded_by <> old.recorded_by or new.recorded_at <> old.recorded_at then
    raise exception 'what a member brought stays' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;--> statement-breakpoint
CREATE TRIGGER member_savings_stay BEFORE UPDATE OR DELETE ON member_savings FOR EACH ROW EXECUTE FUNCTION refuse_savings_change();--> statement-breakpoint
CREATE TRIGGER member_savings_no_truncate BEFORE TRUNCATE ON member_savings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
-- What was asked stays as it was asked, and what was decided stays decided.
CREATE FUNCTION refuse_leaving_change() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  if tg_op = 'DELETE' or old.state <> 'asked' or new.id <> old.id or new.organisation_id <> old.organisation_id
    or new.member_id <> old.member_id or new.reason <> old.reason or new.asked_by <> old.asked_by or new.asked_at <> old.asked_at then
    raise exception 'what was decided about a member stays' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;--> statement-breakpoint
CREATE TRIGGER member_leavings_stay BEFORE UPDATE OR DELETE ON member_leavings FOR EACH ROW EXECUTE FUNCTION refuse_leaving_change();--> statement-breakpoint
CREATE TRIGGER member_leavings_no_truncate BEFORE TRUNCATE ON member_leavings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE FUNCTION refuse_cooperative_payment_change() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  if tg_op = 'DELETE' or old.state <> 'asked' or new.id <> old.id or new.organisation_id <> old.organisation_id
    or new.member_id is distinct from old.member_id or new.fund is distinct from old.fund
    or new.amount_rupiah <> old.amount_rupiah or new.purpose <> old.purpose
    or new.asked_by <> old.asked_by or new.asked_at <> old.asked_at then
    raise exception 'what was decided about a payment stays' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;--> statement-breakpoint
CREATE TRIGGER cooperative_payments_stay BEFORE UPDATE OR DELETE ON cooperative_payments FOR EACH ROW EXECUTE FUNCTION refuse_cooperative_payment_change();--> statement-breakpoint
CREATE TRIGGER cooperative_payments_no_truncate BEFORE TRUNCATE ON cooperative_payments FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE FUNCTION refuse_meeting_change() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  if tg_op = 'DELETE' or old.held_at is not null or new.id <> old.id or new.organisation_id <> old.organisation_id or new.year <> old.year then
    raise exception 'a meeting that was held stays' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;--> statement-breakpoint
CREATE TRIGGER annual_meetings_stay BEFORE UPDATE OR DELETE ON annual_meetings FOR EACH ROW EXECUTE FUNCTION refuse_meeting_change();--> statement-breakpoint
CREATE TRIGGER annual_meetings_no_truncate BEFORE TRUNCATE ON annual_meetings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE FUNCTION refuse_distribution_change() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  if tg_op = 'DELETE' or old.state <> 'proposed' or new.id <> old.id or new.organisation_id <> old.organisation_id
    or new.meeting_id <> old.meeting_id or new.year <> old.year or new.articles_id <> old.articles_id
    or new.amount_rupiah <> old.amount_rupiah or new.proposed_by <> old.proposed_by or new.proposed_at <> old.proposed_at then
    raise exception 'what was decided about SHU stays' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;--> statement-breakpoint
CREATE TRIGGER shu_distributions_stay BEFORE UPDATE OR DELETE ON shu_distributions FOR EACH ROW EXECUTE FUNCTION refuse_distribution_change();--> statement-breakpoint
CREATE TRIGGER shu_distributions_no_truncate BEFORE TRUNCATE ON shu_distributions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
-- Shares are written together with their distribution, stay, and are the whole of it, of a meeting that was held.
CREATE FUNCTION refuse_late_shares() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  if exists (select 1 from added s join shu_distributions d on d.id = s.distribution_id where d.xmin <> pg_current_xact_id()::xid) then
    raise exception 'shares are written together with their distribution' using errcode = 'check_violation', constraint = 'shu_shares_with_distribution';
  end if;
  if exists (select 1 from added s join shu_distributions d on d.id = s.distribution_id
    join cooperative_members m on m.id = s.member_id where m.organisation_id <> d.organisation_id) then
    raise exception 'a share is of a member of the koperasi itself' using errcode = 'check_violation', constraint = 'shu_shares_own_member';
  end if;
  return null;
end $$;--> statement-breakpoint
CREATE TRIGGER shu_shares_together AFTER INSERT ON shu_shares REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_late_shares();--> statement-breakpoint
CREATE TRIGGER shu_shares_append_only BEFORE UPDATE OR DELETE ON shu_shares FOR EACH ROW EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER shu_shares_no_truncate BEFORE TRUNCATE ON shu_shares FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE FUNCTION require_whole_distribution() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  if new.amount_rupiah <> (select coalesce(sum(s.amount_rupiah), 0) from shu_shares s where s.distribution_id = new.id) then
    raise exception 'the shares of SHU are the whole of it' using errcode = 'check_violation', constraint = 'shu_shares_add_up';
  end if;
  if not exists (select 1 from annual_meetings m where m.id = new.meeting_id and m.held_at is not null) then
    raise exception 'SHU is divided after the meeting of members' using errcode = 'check_violation', constraint = 'shu_after_meeting';
  end if;
  return null;
end $$;--> statement-breakpoint
CREATE CONSTRAINT TRIGGER shu_distributions_whole AFTER INSERT ON shu_distributions DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_whole_distribution();
