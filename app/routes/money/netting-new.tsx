import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { date, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Missing } from "#app/kernel/errors.ts";
import { mostToNet } from "#app/modules/payments/netting.ts";
import { nettingGround } from "#app/modules/payments/netting-reads.server.ts";
import { proposeNetting } from "#app/modules/payments/propose-netting.server.ts";
import { Stat } from "#app/ui/feedback/stat.tsx";
import { Checkbox } from "#app/ui/form/checkbox.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { RupiahInput } from "#app/ui/form/rupiah-input.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";

/** What two organisations owe each other, for whoever proposes that it meets. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { organisation } = await requirePermission(request, params["workspace"], "payments.report");
  const ground = await nettingGround(organisation.id, params["partnerId"] ?? "");
  if (!ground) throw new Missing("payments.nettingNone");
  return { ...ground, slug: organisation.slug, key: newReceiptKey() };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "payments.report");
  return formCommand(await readForm(request), {
    call,
    command: proposeNetting,
    input: (fields) => ({
      partnerId: params["partnerId"],
      invoiceIds: fields.texts("invoiceIds"),
      amountRupiah: fields.text("amountRupiah"),
    }),
    to: ({ nettingId }) => `/${organisation.slug}/perjumpaan/${nettingId}`,
    flash: () => m.payments_netting_proposed_done(),
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.payments_netting_title()) }];

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

export default function NettingNew() {
  const { own, theirs, partnerName, slug, key } = useLoaderData<typeof loader>();
  const { errors = {}, values = {} } = useActionData<typeof action>() ?? {};
  return (
    <Page
      title={m.payments_netting_title()}
      lead={m.payments_netting_new_lead({ name: partnerName })}
      width="narrow"
      breadcrumbs={[{ to: `/${slug}/tagihan`, label: m.invoicing_buying_title() }]}
    >
      <ErrorSummary errors={errors} />
      <Stat icon="money" label={m.payments_netting_most()} value={rupiah(mostToNet(own, theirs))} />
      <Form idempotencyKey={key}>
        <Side title={m.payments_netting_own({ name: partnerName })} claims={own} />
        <Side title={m.payments_netting_theirs({ name: partnerName })} claims={theirs} />
        <RupiahInput
          name="amountRupiah"
          label={m.payments_netting_amount()}
          hint={m.payments_netting_amount_hint()}
          optional
          defaultValue={values["amountRupiah"]}
          error={errors["amountRupiah"]}
        />
        <FormActions>
          <SubmitButton icon="arrow">{m.payments_netting_propose()}</SubmitButton>
        </FormActions>
      </Form>
    </Page>
  );
}

function Side({ title, claims }: { readonly title: string; readonly claims: Loaded["own"] }) {
  return (
    <Section tone="card" title={title}>
      {claims.map((claim) => (
        <Checkbox
          key={claim.invoiceId}
          name="invoiceIds"
          value={claim.invoiceId}
          label={claim.number}
          hint={m.payments_netting_invoice_line({
            open: rupiah(claim.openRupiah),
            day: date(claim.dueOn),
          })}
          defaultChecked
        />
      ))}
    </Section>
  );
}
