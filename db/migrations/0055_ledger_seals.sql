CREATE TABLE "book_seals" (
	"organisation_id" text NOT NULL,
	"day" date NOT NULL,
	"position" bigint NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "book_seals_key" PRIMARY KEY("organisation_id","day"),
	CONSTRAINT "book_seals_hash" CHECK ("book_seals"."hash" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE TABLE "entry_links" (
	"entry_id" text PRIMARY KEY NOT NULL,
	"organisation_id" text NOT NULL,
	"position" bigint NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "entry_links_position" UNIQUE("organisation_id","position"),
	CONSTRAINT "entry_links_begins" CHECK ("entry_links"."position" >= 1),
	CONSTRAINT "entry_links_hash" CHECK ("entry_links"."hash" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE TABLE "seal_days" (
	"day" date PRIMARY KEY NOT NULL,
	"previous" text NOT NULL,
	"root" text NOT NULL,
	"book_count" integer NOT NULL,
	"sealed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "seal_days_previous" UNIQUE("previous"),
	CONSTRAINT "seal_days_root" CHECK ("seal_days"."root" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
ALTER TABLE "book_seals" ADD CONSTRAINT "book_seals_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "book_seals" ADD CONSTRAINT "book_seals_day_seal_days_day_fk" FOREIGN KEY ("day") REFERENCES "public"."seal_days"("day") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entry_links" ADD CONSTRAINT "entry_links_entry_id_entries_id_fk" FOREIGN KEY ("entry_id") REFERENCES "public"."entries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entry_links" ADD CONSTRAINT "entry_links_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "book_seals_day" ON "book_seals" USING btree ("day");--> statement-breakpoint
-- by hand
-- One line of JSON that says all of an entry, byte for byte the same whenever it is asked for (docs/money.md).
CREATE FUNCTION entry_bytes(wanted text, place bigint) RETURNS text LANGUAGE sql STABLE AS $$
  select '["lumbung-ledger/1",' || to_json(e.organisation_id)::text || ',' || place::text || ',' || to_json(e.id)::text
    || ',' || to_json(e.kind)::text || ',' || to_json(e.subject_id)::text || ',"' || to_char(e.occurred_on, 'YYYY-MM-DD')
    || '","' || to_char(e.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '",' || to_json(e.narration)::text
    || ',' || coalesce(to_json(e.reverses_id)::text, 'null') || ',[' || (
      select string_agg('[' || to_json(a.code)::text || ',' || coalesce(to_json(a.subject_id)::text, 'null') || ',"' || p.amount::text || '"]', ',' order by p.position)
      from postings p join accounts a on a.id = p.account_id where p.entry_id = e.id) || ']]'
  from entries e where e.id = wanted
$$;--> statement-breakpoint
-- A link that is not the hash of its entry after the one before it is refused, whoever writes it.
CREATE FUNCTION refuse_false_links() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  if exists (
    select 1 from added l join entries e on e.id = l.entry_id
    left join entry_links p on p.organisation_id = l.organisation_id and p.position = l.position - 1
    where e.organisation_id <> l.organisation_id or (p.hash is null) <> (l.position = 1)
      or l.hash <> encode(sha256(convert_to(coalesce(p.hash, repeat('0', 64)) || E'\n' || entry_bytes(l.entry_id, l.position), 'UTF8')), 'hex')
  ) then
    raise exception 'a link is the hash of its entry after the link before' using errcode = 'check_violation', constraint = 'entry_links_true';
  end if;
  return null;
end $$;--> statement-breakpoint
CREATE TRIGGER entry_links_true AFTER INSERT ON entry_links REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_false_links();--> statement-breakpoint
CREATE TRIGGER entry_links_append_only BEFORE UPDATE OR DELETE ON entry_links FOR EACH ROW EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER entry_links_no_truncate BEFORE TRUNCATE ON entry_links FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER book_seals_append_only BEFORE UPDATE OR DELETE ON book_seals FOR EACH ROW EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER book_seals_no_truncate BEFORE TRUNCATE ON book_seals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER seal_days_append_only BEFORE UPDATE OR DELETE ON seal_days FOR EACH ROW EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER seal_days_no_truncate BEFORE TRUNCATE ON seal_days FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
