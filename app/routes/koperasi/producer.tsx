import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { linkAddress } from "#app/http/link.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { date } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { Forbidden, Missing } from "#app/kernel/errors.ts";
import { answerWord } from "#app/modules/catalogue/answer-word.server.ts";
import { keepBalanceLink } from "#app/modules/catalogue/keep-balance-link.server.ts";
import { keepProducerAccount } from "#app/modules/catalogue/keep-producer-account.server.ts";
import { producerOf } from "#app/modules/catalogue/listing-reads.server.ts";
import { wordsOf } from "#app/modules/catalogue/producer-word-reads.server.ts";
import { ProducerWords } from "#app/modules/catalogue/ui/producer-words.tsx";
import { paperSubjectsOfProducer } from "#app/modules/consignment/consignment-paper-reads.server.ts";
import { documentsAbout, withoutReplaced } from "#app/modules/documents/document-reads.server.ts";
import { DocumentLinks } from "#app/modules/documents/ui/document-links.tsx";
import { openLinkToken } from "#app/modules/identity/access-link-reads.server.ts";
import { may } from "#app/modules/identity/permissions.ts";
import { periodsBetween } from "#app/modules/ledger/report-period.ts";
import { booksBegin } from "#app/modules/ledger/statement-reads.server.ts";
import { periodName } from "#app/modules/ledger/ui/statement-words.tsx";
import { maskedAccount } from "#app/modules/payments/bank-file.ts";
import { consignorDues } from "#app/modules/payments/consignor-dues-reads.server.ts";
import { mayStateProducer } from "#app/modules/payments/payment.policy.ts";
import { producerBalance } from "#app/modules/payments/producer-balance-reads.server.ts";
import { removeProducer } from "#app/modules/payments/remove-producer.server.ts";
import { stateProducer } from "#app/modules/payments/state-producer.server.ts";
import { ConsignorDuesView } from "#app/modules/payments/ui/consignor-dues-view.tsx";
import { ProducerBalanceView } from "#app/modules/payments/ui/producer-balance-view.tsx";
import { ProducerStatementForm } from "#app/modules/payments/ui/producer-statement-form.tsx";
import { RemoveProducer } from "#app/modules/payments/ui/remove-producer-form.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Form } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Textarea } from "#app/ui/form/textarea.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { waLink } from "#app/ui/wa-link.ts";

/** One producer: how they stand, as they see it themselves, what they said, and the link that shows it to them. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(request, params["workspace"], "payouts.read");
  const producerId = params["producerId"] ?? "";
  const [balance, producer, words, dues] = await Promise.all([
    producerBalance(organisation.id, producerId),
    producerOf(organisation.id, producerId),
    wordsOf(producerId),
    consignorDues(organisation.id, producerId),
  ]);
  if (!balance || !producer) throw new Missing("catalogue.producerMissing");
  const mayKeep = may(actor, "producers.keep");
  const mayState = mayStateProducer(actor);
  const today = dayOf(call.at, organisation.timeZone);
  const token = mayKeep
    ? await openLinkToken(organisation.id, { purpose: "balance", subjectId: producerId }, call.at)
    : null;
  const subjects = await paperSubjectsOfProducer(organisation.id, producerId);
  const papers = await documentsAbout(organisation.id, subjects);
  return {
    balance,
    dues,
    papers: withoutReplaced(papers, "RPP"),
    periods: mayState ? periodsBetween((await booksBegin(organisation.id)) ?? today, today) : [],
    phone: producer.phone,
    account:
      producer.bankAccount === null
        ? null
        : { bank: producer.bankName ?? "", account: maskedAccount(producer.bankAccount) },
    endedAt: producer.endedAt,
    words,
    address: token === null ? null : linkAddress(token, "balance"),
    mayKeep,
    mayState,
    slug: organisation.slug,
    zone: organisation.timeZone,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(request, params["workspace"], "payouts.read");
  const form = await readForm(request);
  const producerId = params["producerId"] ?? "";
  const to = () => `/${organisation.slug}/produsen/${producerId}`;
  // Who pays producers draws up the recap too, without looking after their list.
  if (form.text("intent") === "statement")
    return formCommand(form, {
      call,
      command: stateProducer,
      input: (fields) => ({ producerId, period: fields.text("period") }),
      to,
      flash: () => m.payments_recap_done(),
    });
  if (!may(actor, "producers.keep")) throw new Forbidden("kernel.forbidden");
  if (form.text("intent") === "remove")
    return formCommand(form, {
      call,
      command: removeProducer,
      input: () => ({ producerId }),
      to,
      flash: () => m.payments_producer_removed(),
    });
  if (form.text("intent") === "account")
    return formCommand(form, {
      call,
      command: keepProducerAccount,
      input: (fields) => ({
        producerId,
        bankName: fields.text("bankName"),
        bankAccount: fields.text("bankAccount"),
        bankAccountHolder: fields.text("bankAccountHolder"),
      }),
      to,
      flash: () => m.catalogue_account_kept(),
    });
  if (form.text("intent") === "answer")
    return formCommand(form, {
      call,
      command: answerWord,
      input: (fields) => ({ wordId: fields.text("wordId"), answer: fields.text("answer") }),
      to,
      flash: () => m.catalogue_word_answered(),
    });
  return formCommand(form, {
    call,
    command: keepBalanceLink,
    input: (fields) => ({ producerId, open: fields.text("intent") === "close" ? "false" : "true" }),
    to,
    flash: () =>
      form.text("intent") === "close" ? m.catalogue_balance_closed() : m.catalogue_balance_opened(),
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.catalogue_producers_title()) }];

export default function ProducerPage() {
  const {
    balance,
    dues,
    papers,
    periods,
    phone,
    account,
    endedAt,
    words,
    address,
    mayKeep,
    mayState,
    slug,
    zone,
    key,
  } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const waiting = words.find((word) => word.answeredAt === null);
  return (
    <Page
      title={balance.name}
      width="narrow"
      breadcrumbs={[{ to: `/${slug}/produsen`, label: m.catalogue_producers_title() }]}
    >
      {endedAt === null ? null : (
        <Callout title={m.payments_producer_ended({ on: date(endedAt, zone) })}>
          {m.payments_producer_ended_text()}
        </Callout>
      )}
      {words.length === 0 ? null : (
        <Section tone="card" title={m.catalogue_word_title()}>
          <ProducerWords words={words} zone={zone} />
          {mayKeep && waiting ? (
            <div className="mt-4">
              <Form idempotencyKey={`${key}-word`}>
                <input type="hidden" name="wordId" value={waiting.id} />
                <Textarea
                  name="answer"
                  label={m.catalogue_word_answer({ said: waiting.said })}
                  maxLength={300}
                  defaultValue={answer?.values["answer"]}
                  error={answer?.errors["answer"] ?? answer?.errors[""]}
                />
                <SubmitButton name="intent" value="answer" icon="check">
                  {m.catalogue_word_answer_action()}
                </SubmitButton>
              </Form>
            </div>
          ) : null}
        </Section>
      )}
      {mayKeep ? (
        <Section tone="card" title={m.catalogue_balance_title()} lead={m.catalogue_balance_lead()}>
          <div className="flex flex-wrap items-start gap-2">
            {address === null ? null : (
              <ButtonLink
                to={waLink(
                  m.catalogue_balance_text({
                    name: balance.name,
                    seller: balance.sellerName,
                    link: address,
                  }),
                  phone,
                )}
                icon="chat"
                external
              >
                {m.catalogue_ask_send()}
              </ButtonLink>
            )}
            <Form idempotencyKey={`${key}-open`}>
              <SubmitButton name="intent" value="open" variant="secondary">
                {address === null ? m.catalogue_balance_open() : m.catalogue_balance_anew()}
              </SubmitButton>
            </Form>
            {address === null ? null : (
              <Form idempotencyKey={`${key}-close`}>
                <SubmitButton name="intent" value="close" variant="quiet">
                  {m.catalogue_balance_close()}
                </SubmitButton>
              </Form>
            )}
          </div>
        </Section>
      ) : null}
      <Section tone="card">
        <ProducerBalanceView balance={balance} zone={zone} />
        <div className="mt-6">
          <ConsignorDuesView dues={dues} />
        </div>
      </Section>
      {mayKeep ? (
        <Section
          tone="card"
          title={m.catalogue_account_title()}
          lead={account === null ? undefined : m.catalogue_account_now(account)}
        >
          <Form idempotencyKey={`${key}-account`}>
            <TextInput
              name="bankName"
              label={m.catalogue_account_bank()}
              defaultValue={answer?.values["bankName"]}
              error={answer?.errors["bankName"]}
            />
            <TextInput
              name="bankAccount"
              label={m.catalogue_account_number()}
              inputMode="numeric"
              error={answer?.errors["bankAccount"]}
            />
            <TextInput
              name="bankAccountHolder"
              label={m.catalogue_account_holder()}
              defaultValue={answer?.values["bankAccountHolder"]}
              error={answer?.errors["bankAccountHolder"]}
            />
            <SubmitButton name="intent" value="account" variant="secondary">
              {m.catalogue_account_keep()}
            </SubmitButton>
          </Form>
        </Section>
      ) : null}
      {mayKeep && endedAt === null ? (
        <RemoveProducer
          idempotencyKey={`${key}-remove`}
          errors={answer?.errors}
          owedRupiah={
            balance.dueRupiah + (dues.runningRupiah > 0n ? dues.runningRupiah : 0n) + dues.openRupiah
          }
          payTo={`/${slug}/bayar-produsen`}
        />
      ) : null}
      {mayState ? (
        <ProducerStatementForm
          idempotencyKey={`${key}-statement`}
          periods={periods.map((period) => ({ value: period.key, label: periodName(period.key) }))}
          errors={answer?.values["intent"] === "statement" ? answer.errors : {}}
          chosen={answer?.values["period"]}
        />
      ) : null}
      <DocumentLinks papers={papers} />
    </Page>
  );
}
