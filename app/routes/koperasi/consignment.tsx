import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { type FormFields, formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { linkAddress } from "#app/http/link.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { parseQuantity } from "#app/i18n/parse.ts";
import { Missing } from "#app/kernel/errors.ts";
import { answerConsignment } from "#app/modules/consignment/answer-consignment.server.ts";
import { consignedLossReasons, consignedReturnReasons } from "#app/modules/consignment/consignment.ts";
import { paperSubjectsOf } from "#app/modules/consignment/consignment-paper-reads.server.ts";
import { consignmentOf } from "#app/modules/consignment/consignment-reads.server.ts";
import { loseConsigned } from "#app/modules/consignment/lose-consigned.server.ts";
import { returnConsigned } from "#app/modules/consignment/return-consigned.server.ts";
import { ConsignmentBadge } from "#app/modules/consignment/ui/consignment-badge.tsx";
import { ConsignmentGoods, ConsignmentTerms } from "#app/modules/consignment/ui/consignment-facts.tsx";
import { MoveConsignedForm, OfferedForms } from "#app/modules/consignment/ui/consignment-forms.tsx";
import { withdrawConsignment } from "#app/modules/consignment/withdraw-consignment.server.ts";
import { documentsAbout } from "#app/modules/documents/document-reads.server.ts";
import { DocumentLinks } from "#app/modules/documents/ui/document-links.tsx";
import { openLinkToken } from "#app/modules/identity/access-link-reads.server.ts";
import { may } from "#app/modules/identity/permissions.ts";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";

/** One consignment: its terms, where its goods are, and what can be done with them. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(request, params["workspace"], "payouts.read");
  const consignment = await consignmentOf(organisation.id, params["consignmentId"] ?? "");
  if (!consignment) throw new Missing("consignment.missing");
  const mayKeep = may(actor, "producers.keep");
  const subject = { purpose: "consign" as const, subjectId: consignment.id };
  const token = mayKeep ? await openLinkToken(organisation.id, subject, call.at) : null;
  return {
    consignment,
    papers: await documentsAbout(organisation.id, await paperSubjectsOf(consignment.id)),
    address: token === null ? null : linkAddress(token, "consign"),
    mayKeep,
    mayMove: may(actor, "lots.register"),
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "payouts.read");
  const form = await readForm(request);
  const consignment = await consignmentOf(organisation.id, params["consignmentId"] ?? "");
  if (!consignment) throw new Missing("consignment.missing");
  const { id: consignmentId, basePerUnit } = consignment;
  const base = (fields: FormFields) => {
    const text = fields.text("quantity");
    return text && (parseQuantity(text, basePerUnit)?.toString() ?? text);
  };
  const shared = {
    call,
    to: () => `/${organisation.slug}/titipan/${consignmentId}`,
    fieldNames: { quantityBase: "quantity" },
  };
  switch (form.text("intent")) {
    case "lose":
      return formCommand(form, {
        ...shared,
        command: loseConsigned,
        input: (fields) => ({ consignmentId, quantityBase: base(fields), reason: fields.text("reason") }),
        flash: () => m.consignment_lost_done(),
      });
    case "return":
      return formCommand(form, {
        ...shared,
        command: returnConsigned,
        input: (fields) => ({ consignmentId, quantityBase: base(fields), reason: fields.text("reason") }),
        flash: () => m.consignment_returned_done(),
      });
    case "withdraw":
      return formCommand(form, {
        ...shared,
        command: withdrawConsignment,
        input: () => ({ consignmentId }),
        flash: () => m.consignment_withdrawn_done(),
      });
    default:
      return formCommand(form, {
        ...shared,
        command: answerConsignment,
        input: () => ({ consignmentId, answer: "agree" as const }),
        flash: () => m.consignment_agreed_done(),
      });
  }
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.consignment_title()) }];

export default function ConsignmentPage() {
  const { consignment, papers, address, mayKeep, mayMove, slug, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { state, book, unit } = consignment;
  const refused = { errors: answer?.errors ?? {}, values: answer?.values ?? {} };
  return (
    <Page
      title={`${consignment.commodity} · ${consignment.consignor}`}
      width="narrow"
      breadcrumbs={[{ to: `/${slug}/titipan`, label: m.consignment_title() }]}
    >
      <Section tone="card">
        <div className="mb-4">
          <ConsignmentBadge state={state} />
        </div>
        <ConsignmentGoods consignment={consignment} />
        <ConsignmentTerms consignment={consignment} />
      </Section>
      <DocumentLinks papers={papers} />
      {state === "offered" && mayKeep ? (
        <OfferedForms consignment={consignment} address={address} idempotencyKey={key} {...refused} />
      ) : null}
      {book !== null && book.leftBase > 0n && mayMove ? (
        <>
          <MoveConsignedForm
            intent="return"
            unit={unit}
            reasons={consignedReturnReasons}
            idempotencyKey={`${key}-return`}
            {...refused}
          />
          <MoveConsignedForm
            intent="lose"
            unit={unit}
            reasons={consignedLossReasons}
            idempotencyKey={`${key}-lose`}
            {...refused}
          />
        </>
      ) : null}
    </Page>
  );
}
