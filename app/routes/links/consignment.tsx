import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { requireLinkFor } from "#app/http/link.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { quantity } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Missing } from "#app/kernel/errors.ts";
import { answerConsignment } from "#app/modules/consignment/answer-consignment.server.ts";
import { paperSubjectsOf } from "#app/modules/consignment/consignment-paper-reads.server.ts";
import { consignmentOfLink } from "#app/modules/consignment/consignment-reads.server.ts";
import { ConsignmentGoods, ConsignmentTerms } from "#app/modules/consignment/ui/consignment-facts.tsx";
import { AnswerForm } from "#app/modules/consignment/ui/consignment-forms.tsx";
import { documentsOfLink } from "#app/modules/documents/document-reads.server.ts";
import { DocumentLinks } from "#app/modules/documents/ui/document-links.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { pageTitle } from "#app/ui/layout/page.tsx";
import { CenterPage } from "#app/ui/layout/site-shell.tsx";
import { linkMeta } from "./link-meta.ts";
import { LinkOver } from "./link-over.tsx";

/** Opened on whatever phone there is: the page brings no script along. */
export const handle = { withoutScript: true };

/** What a consignor's link opens: the terms of one consignment, to agree to or not, and afterwards where the goods are. */
export const loader = screenLoader(async ({ params, context }: LoaderFunctionArgs) => {
  const { actor } = await requireLinkFor(context, params["token"], "consign");
  const consignment = await consignmentOfLink(actor);
  if (!consignment || consignment.state === "withdrawn") throw new Missing("identity.linkOver");
  const papers = await documentsOfLink(await paperSubjectsOf(consignment.id));
  return {
    consignment: { ...consignment, id: "", phone: null },
    // Two of one kind are told apart by their number; what they are about is nobody's business here.
    papers: papers.map((paper) => ({ ...paper, subjectId: "" })),
    token: params["token"] ?? "",
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params, context }: ActionFunctionArgs) => {
  const { call, actor } = await requireLinkFor(context, params["token"], "consign");
  return formCommand(await readForm(request), {
    call,
    command: answerConsignment,
    input: (fields) => ({
      consignmentId: actor.subjectId,
      answer: fields.text("intent") === "agree" ? ("agree" as const) : ("decline" as const),
    }),
    to: () => `/t/titip/${params["token"]}`,
  });
});

export const meta: MetaFunction = () => linkMeta(pageTitle(m.consignment_link_title()));

export default function ConsignmentQuestion() {
  const { consignment, papers, token, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { state, consignor, keeper, quantityBase, unit, basePerUnit, commodity } = consignment;
  return (
    <CenterPage
      title={m.consignment_question({ quantity: quantity(quantityBase, unit, basePerUnit), commodity })}
      lead={m.consignment_from({ keeper, name: consignor })}
      footer={m.catalogue_ask_not_you({ name: consignor })}
    >
      <div className="flex flex-col gap-6">
        {state === "held" ? <Callout tone="leaf" title={m.consignment_agreed()} /> : null}
        {state === "declined" ? <Callout tone="neutral" title={m.consignment_declined()} /> : null}
        <ConsignmentGoods consignment={consignment} />
        <ConsignmentTerms consignment={consignment} />
        <p className="text-ink-soft">{m.consignment_promise()}</p>
        {state === "offered" ? <AnswerForm idempotencyKey={key} errors={answer?.errors ?? {}} /> : null}
        <DocumentLinks papers={papers} below={`/t/titip/${token}`} />
      </div>
    </CenterPage>
  );
}

export const ErrorBoundary = LinkOver;
