import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Missing } from "#app/kernel/errors.ts";
import { answerConsignment } from "#app/modules/consignment/answer-consignment.server.ts";
import { paperSubjectsOf } from "#app/modules/consignment/consignment-paper-reads.server.ts";
import { consignmentLeftBy } from "#app/modules/consignment/consignment-reads.server.ts";
import { ConsignmentBadge } from "#app/modules/consignment/ui/consignment-badge.tsx";
import { ConsignmentGoods, ConsignmentTerms } from "#app/modules/consignment/ui/consignment-facts.tsx";
import { AnswerForm } from "#app/modules/consignment/ui/consignment-forms.tsx";
import { documentsAbout } from "#app/modules/documents/document-reads.server.ts";
import { DocumentLinks } from "#app/modules/documents/ui/document-links.tsx";
import { may } from "#app/modules/identity/permissions.ts";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";

/** What somebody would keep and sell of ours: the terms to agree to or not, and afterwards where the goods are. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { actor, organisation } = await requirePermission(request, params["workspace"], "payouts.read");
  const consignment = await consignmentLeftBy(organisation.id, params["consignmentId"] ?? "");
  if (!consignment) throw new Missing("consignment.missing");
  return {
    consignment,
    papers: await documentsAbout(organisation.id, await paperSubjectsOf(consignment.id)),
    mayAnswer: may(actor, "listings.keep"),
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "payouts.read");
  const consignment = await consignmentLeftBy(organisation.id, params["consignmentId"] ?? "");
  if (!consignment) throw new Missing("consignment.missing");
  return formCommand(await readForm(request), {
    call,
    command: answerConsignment,
    input: (fields) => ({
      consignmentId: consignment.id,
      answer: fields.text("intent") === "agree" ? ("agree" as const) : ("decline" as const),
    }),
    to: () => `/${organisation.slug}/titip-kami/${consignment.id}`,
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.consignment_left_title()) }];

export default function LeftGood() {
  const { consignment, papers, mayAnswer, slug, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title={`${consignment.commodity} · ${consignment.keeper}`}
      width="narrow"
      breadcrumbs={[{ to: `/${slug}/titip-kami`, label: m.consignment_left_title() }]}
    >
      <Section tone="card">
        <div className="mb-4">
          <ConsignmentBadge state={consignment.state} />
        </div>
        <ConsignmentGoods consignment={consignment} />
        <ConsignmentTerms consignment={consignment} />
        <p className="mt-4 text-ink-soft">{m.consignment_promise()}</p>
        {consignment.state === "offered" && mayAnswer ? (
          <div className="mt-6">
            <AnswerForm idempotencyKey={key} errors={answer?.errors ?? {}} />
          </div>
        ) : null}
      </Section>
      <DocumentLinks papers={papers} />
    </Page>
  );
}
