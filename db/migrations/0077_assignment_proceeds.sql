CREATE TABLE "assignment_proceeds" (
	"id" text PRIMARY KEY NOT NULL,
	"assignment_id" text NOT NULL,
	"state" text NOT NULL,
	"direction" text NOT NULL,
	"money_rupiah" bigint NOT NULL,
	"fee_rupiah" bigint NOT NULL,
	"paid_on" date NOT NULL,
	"bank_reference" text NOT NULL,
	"proof_id" text NOT NULL,
	"proof_sha256" text NOT NULL,
	"stated_at" timestamp with time zone NOT NULL,
	"stated_by" text NOT NULL,
	"answered_at" timestamp with time zone,
	"answered_by" text,
	"reason" text,
	CONSTRAINT "assignment_proceeds_state" CHECK ("assignment_proceeds"."state" in ('stated', 'acknowledged', 'refused', 'withdrawn')),
	CONSTRAINT "assignment_proceeds_direction" CHECK ("assignment_proceeds"."direction" in ('given', 'back')),
	CONSTRAINT "assignment_proceeds_amounts" CHECK ("assignment_proceeds"."money_rupiah" > 0 and "assignment_proceeds"."fee_rupiah" >= 0),
	CONSTRAINT "assignment_proceeds_answered" CHECK (("assignment_proceeds"."state" = 'stated') = ("assignment_proceeds"."answered_at" is null)),
	CONSTRAINT "assignment_proceeds_reason" CHECK (("assignment_proceeds"."state" in ('refused', 'withdrawn')) = ("assignment_proceeds"."reason" is not null)),
	CONSTRAINT "assignment_proceeds_two_people" CHECK ("assignment_proceeds"."state" <> 'acknowledged' or ("assignment_proceeds"."answered_by" is not null and "assignment_proceeds"."answered_by" <> "assignment_proceeds"."stated_by"))
);
--> statement-breakpoint
ALTER TABLE "assignment_proceeds" ADD CONSTRAINT "assignment_proceeds_assignment_id_receivable_assignments_id_fk" FOREIGN KEY ("assignment_id") REFERENCES "public"."receivable_assignments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignment_proceeds" ADD CONSTRAINT "assignment_proceeds_proof_id_stored_files_id_fk" FOREIGN KEY ("proof_id") REFERENCES "public"."stored_files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignment_proceeds" ADD CONSTRAINT "assignment_proceeds_stated_by_persons_id_fk" FOREIGN KEY ("stated_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignment_proceeds" ADD CONSTRAINT "assignment_proceeds_answered_by_persons_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "assignment_proceeds_waiting" ON "assignment_proceeds" USING btree ("assignment_id") WHERE state = 'stated';--> statement-breakpoint
CREATE UNIQUE INDEX "assignment_proceeds_proof" ON "assignment_proceeds" USING btree ("assignment_id","proof_sha256") WHERE state in ('stated', 'acknowledged');--> statement-breakpoint
CREATE INDEX "assignment_proceeds_assignment" ON "assignment_proceeds" USING btree ("assignment_id","id");--> statement-breakpoint

-- A credit note to the buyer may come after the assignee has given all: its seller owes it the difference, so the two accounts have no
-- floor any more.
ALTER TABLE accounts DISABLE TRIGGER accounts_fixed;--> statement-breakpoint
UPDATE accounts SET balance_min = null, balance_max = null, guarded_balance = null WHERE code IN ('1210', '2130');--> statement-breakpoint
ALTER TABLE accounts ENABLE TRIGGER accounts_fixed;--> statement-breakpoint

-- What the two sides of an assignment say went between them: of a claim that is assigned, in all no more than it, and no more back than
-- was given. Held by the assignment, so two at once see each other.
create function refuse_proceeds_beyond() returns trigger language plpgsql as $$
declare
  claim receivable_assignments%rowtype;
  settled bigint;
  fee bigint;
begin
  select * into claim from receivable_assignments where id = new.assignment_id for update;
  if claim.state <> 'effective' then
    raise exception 'money goes between the two while the claim is assigned' using errcode = 'check_violation';
  end if;
  select coalesce(sum(case direction when 'given' then money_rupiah + fee_rupiah else -money_rupiah - fee_rupiah end), 0),
    coalesce(sum(case direction when 'given' then fee_rupiah else -fee_rupiah end), 0)
  into settled, fee from assignment_proceeds where assignment_id = new.assignment_id and state = 'acknowledged' and id <> new.id;
  if new.direction = 'given' and settled + new.money_rupiah + new.fee_rupiah > claim.amount_rupiah - claim.returned_rupiah then
    raise exception 'an assignee gives no more than is left of the claim' using errcode = 'check_violation', constraint = 'assignment_proceeds_limits';
  end if;
  if new.direction = 'back' and (new.money_rupiah + new.fee_rupiah > settled or new.fee_rupiah > fee) then
    raise exception 'no more goes back than was given' using errcode = 'check_violation', constraint = 'assignment_proceeds_limits';
  end if;
  return new;
end $$;--> statement-breakpoint
create trigger assignment_proceeds_limits before insert or update of state on assignment_proceeds for each row
  when (new.state in ('stated', 'acknowledged')) execute function refuse_proceeds_beyond();--> statement-breakpoint
create trigger assignment_proceeds_kept before delete on assignment_proceeds for each row execute function refuse_change();--> statement-breakpoint
create trigger assignment_proceeds_said before update on assignment_proceeds for each row
  when (old.state <> 'stated' or (old.assignment_id, old.direction, old.money_rupiah, old.fee_rupiah, old.paid_on, old.proof_id, old.stated_by)
    is distinct from (new.assignment_id, new.direction, new.money_rupiah, new.fee_rupiah, new.paid_on, new.proof_id, new.stated_by))
  execute function refuse_change();--> statement-breakpoint

-- A claim goes back to its seller when what was given for it went back.
create function refuse_release_of_settled() returns trigger language plpgsql as $$
begin
  if (select coalesce(sum(case direction when 'given' then money_rupiah + fee_rupiah else -money_rupiah - fee_rupiah end), 0)
      from assignment_proceeds where assignment_id = new.id and state = 'acknowledged') <> 0
    or exists (select 1 from assignment_proceeds where assignment_id = new.id and state = 'stated') then
    raise exception 'a claim goes back when what was given for it went back' using errcode = 'check_violation';
  end if;
  return new;
end $$;--> statement-breakpoint
create trigger receivable_assignments_unsettled before update of state on receivable_assignments for each row
  when (old.state = 'effective' and new.state <> 'effective') execute function refuse_release_of_settled();
