import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { Missing } from "#app/kernel/errors.ts";
import { resells } from "#app/modules/catalogue/catalogue.policy.ts";
import { creditKinds } from "#app/modules/commitments/credit.ts";
import { creditBuyers, creditLimitsOf } from "#app/modules/commitments/credit-reads.server.ts";
import { setCreditLimit } from "#app/modules/commitments/set-credit-limit.server.ts";
import { AgreementTabs } from "#app/modules/commitments/ui/agreement-tabs.tsx";
import { CreditTable, KindLimits } from "#app/modules/commitments/ui/credit-views.tsx";
import { may } from "#app/modules/identity/permissions.ts";
import { kindName } from "#app/modules/identity/ui/names.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { RupiahInput } from "#app/ui/form/rupiah-input.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";

/** What buyers owe and were promised, against what each may owe. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(
    request,
    params["workspace"],
    "invoices.read",
  );
  if (!resells(organisation.kind)) throw new Missing("invoicing.missing");
  const today = dayOf(call.at, organisation.timeZone);
  const [buyers, limits] = await Promise.all([
    creditBuyers(organisation.id, today),
    creditLimitsOf(organisation.id),
  ]);
  return {
    buyers,
    kinds: limits.flatMap(({ buyerKind, limitRupiah }) =>
      buyerKind ? [{ kind: buyerKind, limitRupiah }] : [],
    ),
    mayKeep: may(actor, "credits.keep"),
    chosen: new URL(request.url).searchParams.get("pembeli"),
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "credits.keep");
  if (!resells(organisation.kind)) throw new Missing("invoicing.missing");
  const form = await readForm(request);
  return formCommand(form, {
    call,
    command: setCreditLimit,
    input: (fields) => {
      const whom = fields.text("whom") ?? "";
      const isKind = creditKinds.some((kind) => kind === whom);
      return {
        ...(isKind ? { buyerKind: whom } : { buyerId: whom }),
        limitRupiah: fields.text("limit") || undefined,
      };
    },
    fieldNames: { limitRupiah: "limit", buyerKind: "whom", buyerId: "whom" },
    to: () => `/${organisation.slug}/batas-kredit`,
    flash: () => m.commitments_credit_done(),
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.commitments_credit_title()) }];

export default function CreditLimits() {
  const { buyers, kinds, mayKeep, chosen, slug, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const picked = buyers.find((buyer) => buyer.buyerId === chosen);
  return (
    <Page
      title={m.commitments_credit_title()}
      lead={m.commitments_credit_lead()}
      breadcrumbs={[{ to: `/${slug}/penjualan`, label: m.invoicing_selling_title() }]}
    >
      <AgreementTabs slug={slug} current="credit" sells />
      <Section tone="flush" title={m.commitments_credit_buyers()}>
        <CreditTable
          rows={buyers}
          to={mayKeep ? (id) => `/${slug}/batas-kredit?pembeli=${id}#batas` : null}
        />
      </Section>
      <Section tone="card" title={m.commitments_credit_kinds()}>
        <KindLimits limits={kinds} />
      </Section>
      {mayKeep ? (
        <Section
          tone="card"
          id="batas"
          title={m.commitments_credit_set()}
          lead={m.commitments_credit_set_lead()}
        >
          <Form idempotencyKey={key}>
            <Select
              name="whom"
              label={m.commitments_credit_whom()}
              defaultValue={answer?.values["whom"] ?? picked?.buyerId ?? "koperasi"}
              error={answer?.errors["whom"] ?? null}
              options={[
                ...creditKinds.map((kind) => ({
                  value: kind,
                  label: m.commitments_credit_every({ kind: kindName(kind) }),
                  group: m.commitments_credit_kinds(),
                })),
                ...buyers.map((buyer) => ({
                  value: buyer.buyerId,
                  label: buyer.name,
                  group: m.commitments_credit_buyers(),
                })),
              ]}
            />
            <RupiahInput
              name="limit"
              label={m.commitments_credit_limit()}
              hint={m.commitments_credit_limit_hint()}
              defaultValue={answer?.values["limit"] ?? picked?.limitRupiah}
              error={answer?.errors["limit"] ?? null}
              optional
            />
            <FormActions>
              <SubmitButton icon="check" name="intent" value="limit">
                {m.commitments_credit_save()}
              </SubmitButton>
            </FormActions>
          </Form>
        </Section>
      ) : null}
    </Page>
  );
}
