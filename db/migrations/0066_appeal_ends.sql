ALTER TABLE "appeals" DROP CONSTRAINT "appeals_state";--> statement-breakpoint
ALTER TABLE "appeals" DROP CONSTRAINT "appeals_decided";--> statement-breakpoint
ALTER TABLE "appeal_lines" ADD COLUMN "cost_rupiah" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "appeal_lines" ADD CONSTRAINT "appeal_lines_cost" CHECK ("appeal_lines"."cost_rupiah" >= 0 and ("appeal_lines"."cost_rupiah" = 0 or ("appeal_lines"."is_owed" and coalesce("appeal_lines"."granted_base", 0) > 0)));--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_state" CHECK ("appeals"."state" in ('open', 'granted', 'refused', 'lapsed', 'withdrawn'));--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_decided" CHECK (("appeals"."state" = 'open') = ("appeals"."decided_at" is null) and ("appeals"."state" in ('granted', 'refused', 'withdrawn')) = ("appeals"."decided_by" is not null) and ("appeals"."decided_by" is null) = ("appeals"."words" is null));--> statement-breakpoint
-- by hand
-- At commit what a granted appeal takes off a trader's losses is what its books say, and no more than was written off of that line.
CREATE FUNCTION refuse_unbooked_appeal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT sum(cost_rupiah) FROM appeal_lines WHERE appeal_id = NEW.appeal_id) IS DISTINCT FROM (
      SELECT sum(p.amount) FROM appeals a JOIN entries e ON e.subject_id = a.id AND e.organisation_id = a.seller_id AND e.kind = 'goods.granted'
        JOIN postings p ON p.entry_id = e.id JOIN accounts c ON c.id = p.account_id AND c.code = '5150'
      WHERE a.id = NEW.appeal_id)
    OR (SELECT sum(cost_rupiah) FROM appeal_lines WHERE shipment_line_id = NEW.shipment_line_id) > (
      SELECT coalesce(-sum(value_rupiah), 0) FROM lot_cost_moves WHERE shipment_line_id = NEW.shipment_line_id AND kind IN ('lost', 'short')) THEN
    RAISE EXCEPTION 'appeal % does not book what was written off', NEW.appeal_id USING ERRCODE = 'check_violation', CONSTRAINT = 'appeal_lines_booked';
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE CONSTRAINT TRIGGER appeal_lines_booked AFTER INSERT OR UPDATE ON appeal_lines DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.cost_rupiah > 0) EXECUTE FUNCTION refuse_unbooked_appeal();
