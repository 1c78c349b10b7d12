import { Link } from "@remix-run/react";
import { date, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { periodName } from "#app/modules/ledger/ui/statement-words.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Textarea } from "#app/ui/form/textarea.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import type { Closing } from "../../ledger/closing-reads.server.ts";
import type { ClosingGround } from "../closing-ground-reads.server.ts";

const monthName = (through: string) => periodName(through.slice(0, 7));

type Check = { readonly holds: boolean; readonly label: string; readonly to?: string };

/** What waits for a person, each with where that person finds it; one line where nothing does. */
function openChecks({ open }: ClosingGround, slug: string): Check[] {
  const { drafts, payments, fundings, taxes, levies, payouts } = open;
  const unchecked = [
    {
      count: payments,
      label: m.accountability_closing_check_payments({ count: whole(payments) }),
      to: `/${slug}`,
    },
    {
      count: fundings,
      label: m.accountability_closing_check_fundings({ count: whole(fundings) }),
      to: `/${slug}/dana`,
    },
    {
      count: taxes,
      label: m.accountability_closing_check_taxes({ count: whole(taxes) }),
      to: `/${slug}/setor-pajak`,
    },
    {
      count: levies,
      label: m.accountability_closing_check_levies({ count: whole(levies) }),
      to: `/${slug}/retribusi`,
    },
    {
      count: payouts,
      label: m.accountability_closing_check_payouts({ count: whole(payouts) }),
      to: `/${slug}/bayar-produsen`,
    },
  ].filter(({ count }) => count > 0);
  return [
    drafts === 0
      ? { holds: true, label: m.accountability_closing_check_drafts_none() }
      : {
          holds: false,
          label: m.accountability_closing_check_drafts({ count: whole(drafts) }),
          to: `/${slug}/penjualan`,
        },
    ...(unchecked.length === 0
      ? [{ holds: true, label: m.accountability_closing_check_money_none() }]
      : unchecked.map(({ label, to }) => ({ holds: false, label, to }))),
  ];
}

function proofChecks({ isTime, isProven, broken, proof }: ClosingGround): Check[] {
  const isKept = isProven && broken.length === 0;
  // Before the month may be closed nobody is told to try again tomorrow: a tomorrow within the month would not help.
  const unproven = isTime
    ? m.accountability_closing_check_unproven()
    : m.accountability_closing_check_proofs_later();
  return [
    {
      holds: isKept,
      label: isKept
        ? m.accountability_closing_check_proofs_hold()
        : isProven
          ? m.accountability_closing_check_proofs({ count: whole(broken.length) })
          : unproven,
    },
    {
      holds: proof.flaw === null,
      label:
        proof.flaw === null
          ? m.accountability_closing_check_book({ count: whole(proof.lines) })
          : m.accountability_closing_check_flaw({ day: date(proof.flaw.day) }),
    },
  ];
}

function checksOf(ground: ClosingGround, slug: string): Check[] {
  const { isTime, from } = ground;
  return [
    {
      holds: isTime,
      label: isTime
        ? m.accountability_closing_check_time()
        : m.accountability_closing_check_wait({ day: date(from) }),
    },
    ...openChecks(ground, slug),
    ...proofChecks(ground),
  ];
}

/** What must be so before the month can be closed, each with its answer in a word and a sign, and where what lacks is done. */
export function ClosingChecks({ ground, slug }: { readonly ground: ClosingGround; readonly slug: string }) {
  const checks = checksOf(ground, slug);
  return (
    <Section
      tone="card"
      title={m.accountability_closing_next({ month: monthName(ground.through) })}
      lead={m.accountability_closing_lead()}
    >
      <ul className="grid gap-2">
        {checks.map(({ holds, label, to }) => (
          <li key={label} className="flex min-h-11 items-center gap-3">
            <span className={holds ? "text-leaf-700" : "text-brick-700"}>
              <Icon
                name={holds ? "check" : "alert"}
                label={holds ? m.accountability_closing_holds() : m.accountability_closing_lacks()}
              />
            </span>
            {to === undefined ? (
              label
            ) : (
              <Link
                to={to}
                className="flex min-h-11 items-center font-semibold text-leaf-700 underline underline-offset-4"
              >
                {label}
              </Link>
            )}
          </li>
        ))}
      </ul>
      {checks.every(({ holds }) => holds) ? null : (
        <p className="font-semibold">{m.accountability_closing_not_yet()}</p>
      )}
      {ground.openLines === 0 ? null : (
        <Callout tone="rice">
          <Link
            to={`/${slug}/rekening-koran`}
            className="font-semibold text-leaf-700 underline underline-offset-4"
          >
            {m.accountability_closing_lines_open({ count: whole(ground.openLines) })}
          </Link>
        </Callout>
      )}
    </Section>
  );
}

/** The first of two people asks. */
export function AskClosingForm({
  through,
  idempotencyKey,
}: {
  readonly through: string;
  readonly idempotencyKey: string;
}) {
  return (
    <Form idempotencyKey={idempotencyKey}>
      <FormActions>
        <SubmitButton icon="check" name="intent" value="ask">
          {m.accountability_closing_ask({ month: monthName(through) })}
        </SubmitButton>
      </FormActions>
    </Form>
  );
}

/** The second closes, or says why not; whoever asked may think better of it. */
export function DecideClosingForms({
  closing,
  mayAgree,
  mayRefuse,
  idempotencyKey,
  errors,
}: {
  readonly closing: Closing;
  readonly mayAgree: boolean;
  readonly mayRefuse: boolean;
  readonly idempotencyKey: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
}) {
  return (
    <Section
      tone="card"
      title={m.accountability_closing_waits({ month: monthName(closing.through) })}
      lead={m.accountability_closing_no_way_back()}
    >
      {mayAgree ? (
        <Form idempotencyKey={idempotencyKey}>
          <input type="hidden" name="closingId" value={closing.id} />
          <SubmitButton icon="check" name="intent" value="agree">
            {m.accountability_closing_agree({ month: monthName(closing.through) })}
          </SubmitButton>
        </Form>
      ) : (
        <Callout tone="rice" title={m.accountability_closing_second()} />
      )}
      {mayRefuse ? (
        <Form idempotencyKey={`${idempotencyKey}-no`}>
          <input type="hidden" name="closingId" value={closing.id} />
          <Textarea
            name="reason"
            label={m.accountability_closing_reason()}
            error={errors["reason"] ?? null}
          />
          <FormActions>
            <SubmitButton variant="secondary" name="intent" value="refuse">
              {m.accountability_closing_refuse()}
            </SubmitButton>
          </FormActions>
        </Form>
      ) : null}
    </Section>
  );
}

/** The months that were decided, the newest first. */
export function ClosingTable({ closings }: { readonly closings: readonly Closing[] }) {
  if (closings.length === 0) return null;
  return (
    <Section tone="flush" title={m.accountability_closing_list()}>
      <DataTable
        caption={m.accountability_closing_list()}
        rows={closings}
        rowKey={(row) => row.id}
        empty={null}
        columns={[
          { key: "month", header: m.ledger_statements_period(), cell: (row) => monthName(row.through) },
          {
            key: "state",
            header: m.accountability_closing_state(),
            cell: (row) =>
              row.state === "closed"
                ? m.accountability_closing_state_closed()
                : m.accountability_closing_state_refused({ reason: row.reason ?? "" }),
          },
          {
            key: "day",
            header: m.accountability_closing_decided(),
            cell: (row) => (row.decidedAt === null ? null : date(row.decidedAt)),
          },
          {
            key: "entries",
            header: m.accountability_closing_entries(),
            align: "end",
            cell: (row) => (row.entryCount === null ? null : whole(row.entryCount)),
          },
        ]}
      />
    </Section>
  );
}
