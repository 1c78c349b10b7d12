ALTER TABLE "invoices" ADD COLUMN "reported_rupiah" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint

-- What is reported already is counted, where the invoice still claims.
update "invoices" i set "reported_rupiah" = r.amount
from (
  select a.invoice_id, sum(a.amount_rupiah) as amount from payment_allocations a
  join payments p on p.id = a.payment_id and p.state = 'reported' group by a.invoice_id
) r where r.invoice_id = i.id and i.state = 'issued';--> statement-breakpoint

-- Of periods of one rule and place that are open together, each ends the day before the next begins.
update "parameters" p set "valid_to" = n.next_from - 1
from (
  select id, lead(valid_from) over (partition by key, region_code order by valid_from) as next_from from parameters
) n where n.id = p.id and n.next_from is not null and p.valid_to is null;--> statement-breakpoint
CREATE UNIQUE INDEX "parameters_open" ON "parameters" USING btree ("key",coalesce("region_code", '')) WHERE valid_to is null;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_reported" CHECK ("invoices"."reported_rupiah" >= 0 and "invoices"."paid_rupiah" + "invoices"."reported_rupiah" <= "invoices"."total_rupiah" and ("invoices"."state" = 'issued' or "invoices"."reported_rupiah" = 0));
