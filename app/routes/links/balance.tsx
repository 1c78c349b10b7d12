import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { requireLinkFor } from "#app/http/link.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Missing } from "#app/kernel/errors.ts";
import { wordsOf } from "#app/modules/catalogue/producer-word-reads.server.ts";
import { sayWord } from "#app/modules/catalogue/say-word.server.ts";
import { ProducerWords } from "#app/modules/catalogue/ui/producer-words.tsx";
import { paperSubjectsOfProducer } from "#app/modules/consignment/consignment-paper-reads.server.ts";
import { documentsOfLink, withoutReplaced } from "#app/modules/documents/document-reads.server.ts";
import { DocumentLinks } from "#app/modules/documents/ui/document-links.tsx";
import { clockOf } from "#app/modules/identity/organisation-reads.server.ts";
import { consignorDues } from "#app/modules/payments/consignor-dues-reads.server.ts";
import { producerBalance } from "#app/modules/payments/producer-balance-reads.server.ts";
import { ConsignorDuesView } from "#app/modules/payments/ui/consignor-dues-view.tsx";
import { ProducerBalanceView } from "#app/modules/payments/ui/producer-balance-view.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Textarea } from "#app/ui/form/textarea.tsx";
import { pageTitle } from "#app/ui/layout/page.tsx";
import { CenterPage } from "#app/ui/layout/site-shell.tsx";
import { linkMeta } from "./link-meta.ts";
import { LinkOver } from "./link-over.tsx";

/** Opened on whatever phone there is: the page brings no script along. */
export const handle = { withoutScript: true };

/** What a producer's own link opens: how they stand with one seller, and a word to it when something is not right. */
export const loader = screenLoader(async ({ params, context }: LoaderFunctionArgs) => {
  const { actor, organisationId } = await requireLinkFor(context, params["token"], "balance");
  const found = await producerBalance(organisationId, actor.subjectId);
  if (!found) throw new Missing("identity.linkOver");
  const { producerId: _own, ...balance } = found;
  const words = await wordsOf(actor.subjectId);
  const subjects = await paperSubjectsOfProducer(organisationId, actor.subjectId);
  const papers = withoutReplaced(await documentsOfLink(subjects), "RPP");
  return {
    dues: await consignorDues(organisationId, actor.subjectId),
    papers: papers.map((paper) => ({ ...paper, subjectId: "" })),
    token: params["token"] ?? "",
    balance,
    words: words.map(({ id, said, saidAt, answer }) => ({ id, said, saidAt, answer })),
    zone: await clockOf(organisationId),
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params, context }: ActionFunctionArgs) => {
  const { call } = await requireLinkFor(context, params["token"], "balance");
  return formCommand(await readForm(request), {
    call,
    command: sayWord,
    input: (fields) => ({ said: fields.text("said") }),
    to: () => `/t/saldo/${params["token"]}`,
  });
});

export const meta: MetaFunction = () => linkMeta(pageTitle(m.payments_producer_title()));

export default function Balance() {
  const { balance, dues, papers, token, words, zone, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <CenterPage
      title={m.payments_producer_hello({ name: balance.name })}
      lead={balance.sellerName}
      footer={m.catalogue_ask_not_you({ name: balance.name })}
    >
      <div className="flex flex-col gap-6">
        <ProducerBalanceView balance={balance} zone={zone} />
        <ConsignorDuesView dues={dues} />
        <DocumentLinks papers={papers} below={`/t/saldo/${token}`} />
        <section className="flex flex-col gap-4">
          <h2 className="text-lg font-bold">{m.catalogue_word_title()}</h2>
          <ErrorSummary errors={answer?.errors ?? {}} />
          <Form idempotencyKey={key}>
            <Textarea
              name="said"
              label={m.catalogue_word_label()}
              hint={m.catalogue_word_hint()}
              maxLength={300}
              defaultValue={answer?.values["said"]}
              error={answer?.errors["said"]}
            />
            <SubmitButton icon="chat" variant="secondary" wide>
              {m.catalogue_word_action()}
            </SubmitButton>
          </Form>
          <ProducerWords words={words} zone={zone} />
        </section>
      </div>
    </CenterPage>
  );
}

export const ErrorBoundary = LinkOver;
