import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { date, percentOf, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { Missing } from "#app/kernel/errors.ts";
import { monthName } from "#app/modules/contracts/ui/month-gauge.tsx";
import { may } from "#app/modules/identity/permissions.ts";
import { declareTurnover } from "#app/modules/invoicing/declare-turnover.server.ts";
import { finalTaxOf } from "#app/modules/invoicing/final-tax-reads.server.ts";
import type { TurnoverStanding } from "#app/modules/invoicing/turnover.ts";
import { turnoverOf } from "#app/modules/invoicing/turnover-reads.server.ts";
import { Gauge } from "#app/ui/chart/gauge.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { Money } from "#app/ui/feedback/money.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { RupiahInput } from "#app/ui/form/rupiah-input.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import type { Tone } from "#app/ui/tone.ts";

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(request, params["workspace"], "books.read");
  const today = dayOf(call.at, organisation.timeZone);
  const turnover = await turnoverOf(organisation.id, today);
  if (!turnover) throw new Missing("invoicing.missing");
  return {
    turnover,
    finalTax: await finalTaxOf(organisation.id, today),
    mayDeclare: may(actor, "invoices.issue"),
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "invoices.issue");
  const form = await readForm(request);
  return formCommand(form, {
    call,
    command: declareTurnover,
    input: (fields) => ({ amountRupiah: fields.text("amount"), source: fields.text("source") }),
    fieldNames: { amountRupiah: "amount" },
    to: () => `/${organisation.slug}/omzet`,
    flash: () => m.invoicing_turnover_declared_done(),
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.invoicing_turnover_title()) }];

const tones: Readonly<Record<TurnoverStanding, Tone>> = { far: "leaf", near: "rice", above: "brick" };

export default function TurnoverScreen() {
  const { turnover, finalTax, mayDeclare, slug, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { totalRupiah, thresholdRupiah, declared, standing, isVatRegistered } = turnover;
  const share = percentOf(totalRupiah < 0n ? 0n : totalRupiah, thresholdRupiah);
  return (
    <Page
      title={m.invoicing_turnover_title()}
      lead={m.invoicing_turnover_lead()}
      breadcrumbs={[{ to: `/${slug}/buku`, label: m.ledger_title() }]}
      width="narrow"
    >
      <Section tone="card">
        <Gauge
          title={m.invoicing_turnover_year({ year: turnover.year.toString() })}
          value={Number(totalRupiah < 0n ? 0n : totalRupiah)}
          max={Number(totalRupiah > thresholdRupiah ? totalRupiah : thresholdRupiah)}
          limit={Number(thresholdRupiah)}
          display={rupiah(totalRupiah)}
          note={m.invoicing_turnover_of({ share, threshold: rupiah(thresholdRupiah) })}
          tone={isVatRegistered ? "leaf" : tones[standing]}
        />
        <Facts
          facts={[
            { label: m.invoicing_turnover_recorded(), value: rupiah(turnover.recordedRupiah) },
            {
              label: m.invoicing_turnover_elsewhere(),
              value: declared === null ? null : rupiah(declared.amountRupiah),
            },
            {
              label: m.invoicing_turnover_rule(),
              value: m.invoicing_turnover_rule_since({
                source: turnover.source,
                day: date(turnover.validFrom),
              }),
            },
          ]}
        />
      </Section>
      {isVatRegistered ? (
        <Callout tone="leaf">{m.invoicing_turnover_registered()}</Callout>
      ) : standing === "far" ? null : (
        <Callout
          tone={tones[standing]}
          title={standing === "above" ? m.invoicing_turnover_above() : m.invoicing_turnover_near()}
        >
          {m.invoicing_turnover_means()}
        </Callout>
      )}
      {finalTax === null ? null : (
        <Section tone="flush" title={m.invoicing_final_tax_title()} lead={m.invoicing_final_tax_lead()}>
          <DataTable
            caption={m.invoicing_final_tax_title()}
            rows={finalTax.months}
            rowKey={(row) => row.month}
            empty={<p className="p-4">{m.invoicing_final_tax_none()}</p>}
            columns={[
              { key: "month", header: m.invoicing_final_tax_month(), cell: (row) => monthName(row.month) },
              {
                key: "turnover",
                header: m.invoicing_final_tax_turnover(),
                align: "end",
                cell: (row) => <Money amount={row.turnoverRupiah} />,
              },
              {
                key: "tax",
                header: m.invoicing_final_tax_due(),
                align: "end",
                cell: (row) => <Money amount={row.taxRupiah} strong />,
              },
            ]}
          />
          <p className="border-t border-line px-4 py-3 text-sm text-ink-soft sm:px-6">
            {m.invoicing_final_tax_ground({ source: finalTax.source, day: date(finalTax.validFrom) })}
          </p>
        </Section>
      )}
      {mayDeclare ? (
        <Section
          tone="card"
          title={m.invoicing_turnover_declare()}
          lead={m.invoicing_turnover_declare_lead()}
        >
          <Form idempotencyKey={key}>
            <RupiahInput
              name="amount"
              label={m.invoicing_turnover_elsewhere()}
              defaultValue={answer?.values["amount"] ?? declared?.amountRupiah}
              error={answer?.errors["amount"] ?? null}
            />
            <TextInput
              name="source"
              label={m.invoicing_turnover_source()}
              maxLength={200}
              defaultValue={answer?.values["source"] ?? declared?.source}
              error={answer?.errors["source"] ?? null}
            />
            <FormActions>
              <SubmitButton icon="check" name="intent" value="declare">
                {m.invoicing_turnover_declare_action()}
              </SubmitButton>
            </FormActions>
          </Form>
        </Section>
      ) : null}
    </Page>
  );
}
