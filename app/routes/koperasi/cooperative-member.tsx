import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { date, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { Missing } from "#app/kernel/errors.ts";
import { producersOf } from "#app/modules/catalogue/listing-reads.server.ts";
import {
  mayAgreeTo,
  mayKeepMembers,
  mayKnowMembers,
  mayRefuse,
} from "#app/modules/cooperative/cooperative.policy.ts";
import { changeCooperativeMember } from "#app/modules/cooperative/keep-member.server.ts";
import { agreeToLeaving, askLeaving, refuseLeaving } from "#app/modules/cooperative/leave.server.ts";
import { masked, memberNumber, savingsDue } from "#app/modules/cooperative/member.ts";
import { articlesUntil, memberOf, savingsOfMember } from "#app/modules/cooperative/member-reads.server.ts";
import { askCooperativePayment } from "#app/modules/cooperative/pay-member.server.ts";
import { correctSavings, recordSavings } from "#app/modules/cooperative/record-savings.server.ts";
import {
  AskPaymentForm,
  MemberForm,
  OneSavingsForm,
  ReasonedForm,
} from "#app/modules/cooperative/ui/member-forms.tsx";
import { SavingsTable } from "#app/modules/cooperative/ui/member-views.tsx";
import { LeavingCard } from "#app/modules/cooperative/ui/waiting-views.tsx";
import { waitingLeavings } from "#app/modules/cooperative/waiting-reads.server.ts";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";

const PRODUCERS_MAX = 200;

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(
    request,
    params["workspace"],
    "cooperative.read",
  );
  const today = dayOf(call.at, organisation.timeZone);
  const member = await memberOf(organisation.id, params["memberId"] ?? "");
  if (!member) throw new Missing("cooperative.memberMissing");
  const mayKeep = mayKeepMembers(actor);
  const isActive = member.leftOn === null;
  const [savings, articles, leavings, producers] = await Promise.all([
    savingsOfMember(organisation.id, member.id),
    articlesUntil(organisation.id, today),
    waitingLeavings(organisation.id),
    mayKeep && isActive ? producersOf(organisation.id, "", { limit: PRODUCERS_MAX, after: undefined }) : null,
  ]);
  const leaving = leavings.find(({ memberId }) => memberId === member.id) ?? null;
  const isKnown = mayKnowMembers(actor);
  return {
    member: {
      ...member,
      phone: isKnown ? member.phone : masked(member.phone),
      identityNumber: isKnown ? member.identityNumber : masked(member.identityNumber),
    },
    savings: savings.map((row) => ({ ...row, mayCorrect: isActive && mayAgreeTo(actor, row.recordedBy) })),
    due: articles.length === 0 ? null : savingsDue(member, member, articles, today),
    leaving: leaving && { ...leaving, mayAgree: mayAgreeTo(actor, leaving.askedBy) },
    producers: (producers?.rows ?? []).map(({ id, name }) => ({ id, name })),
    mayKeep,
    mayRefuse: mayRefuse(actor),
    isActive,
    today,
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "cooperative.read");
  const form = await readForm(request);
  const memberId = params["memberId"] ?? "";
  const to = () => `/${organisation.slug}/anggota-koperasi/${memberId}`;
  switch (form.text("intent")) {
    case "record":
      return formCommand(form, {
        call,
        to,
        command: recordSavings,
        input: (fields) => ({
          onDay: fields.text("onDay"),
          deposits: [{ memberId, kind: fields.text("kind"), amountRupiah: fields.text("amount") }],
        }),
        fieldNames: { "deposits[0].amountRupiah": "amount", "deposits.0.amountRupiah": "amount" },
        flash: ({ count }) => m.cooperative_savings_done({ count }),
      });
    case "correct":
      return formCommand(form, {
        call,
        to,
        command: correctSavings,
        input: (fields) => ({ savingsId: fields.text("savingsId"), reason: fields.text("reason") }),
        flash: () => m.cooperative_savings_corrected_done(),
      });
    case "leave":
      return formCommand(form, {
        call,
        to,
        command: askLeaving,
        input: (fields) => ({ memberId, reason: fields.text("reason") }),
        flash: () => m.cooperative_leave_asked_done(),
      });
    case "agreeLeaving":
      return formCommand(form, {
        call,
        to,
        command: agreeToLeaving,
        input: (fields) => ({ leavingId: fields.text("leavingId") }),
        flash: () => m.cooperative_leave_agreed_done(),
      });
    case "refuseLeaving":
      return formCommand(form, {
        call,
        to,
        command: refuseLeaving,
        input: (fields) => ({ leavingId: fields.text("leavingId"), refusal: fields.text("refusal") }),
        flash: () => m.cooperative_leave_refused_done(),
      });
    case "pay":
      return formCommand(form, {
        call,
        command: askCooperativePayment,
        input: (fields) => ({
          memberId,
          amountRupiah: fields.text("amount"),
          purpose: fields.text("purpose"),
        }),
        fieldNames: { amountRupiah: "amount" },
        to: () => `/${organisation.slug}/simpanan`,
        flash: () => m.cooperative_pay_asked_done(),
      });
    default:
      return formCommand(form, {
        call,
        to,
        command: changeCooperativeMember,
        input: (fields) => ({
          memberId,
          fullName: fields.text("fullName"),
          phone: fields.text("phone"),
          identityNumber: fields.text("identityNumber"),
          producerId: fields.text("producerId"),
        }),
        flash: () => m.cooperative_member_changed(),
      });
  }
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.cooperative_member()) }];

export default function CooperativeMember() {
  const { member, savings, due, leaving, producers, mayKeep, mayRefuse, isActive, today, slug, key } =
    useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const errors = answer?.errors ?? {};
  const saved = member.principalRupiah + member.mandatoryRupiah;
  return (
    <Page
      title={member.fullName}
      lead={memberNumber(member.serial)}
      badge={
        <Badge tone={isActive ? (leaving === null ? "leaf" : "rice") : "neutral"}>
          {isActive
            ? leaving === null
              ? m.cooperative_member_state_active()
              : m.cooperative_member_state_leaving()
            : m.cooperative_member_state_left()}
        </Badge>
      }
      breadcrumbs={[{ to: `/${slug}/anggota-koperasi`, label: m.cooperative_members_title() }]}
      width="narrow"
    >
      <ErrorSummary errors={errors} />
      {leaving === null ? null : (
        <LeavingCard
          leaving={leaving}
          gets={saved}
          mayRefuse={mayRefuse}
          idempotencyKey={`${key}-leaving`}
          errors={errors}
        />
      )}
      <Section tone="card">
        <Facts
          facts={[
            { label: m.cooperative_savings_principal(), value: rupiah(member.principalRupiah) },
            { label: m.cooperative_savings_mandatory(), value: rupiah(member.mandatoryRupiah) },
            ...(due === null || !isActive
              ? []
              : [
                  {
                    label: m.cooperative_savings_due(),
                    value: rupiah(due.principalRupiah + due.mandatoryRupiah),
                  },
                ]),
            { label: m.cooperative_savings_owed(), value: rupiah(member.owedRupiah) },
            { label: m.cooperative_member_joined(), value: date(member.joinedOn) },
            ...(member.leftOn === null
              ? []
              : [{ label: m.cooperative_member_left(), value: date(member.leftOn) }]),
            { label: m.cooperative_member_producer(), value: member.producerName },
            { label: m.cooperative_member_phone(), value: member.phone },
            { label: m.cooperative_member_nik(), value: member.identityNumber },
          ]}
        />
      </Section>
      {mayKeep && isActive ? (
        <Section tone="card" title={m.cooperative_savings_record_one()}>
          <OneSavingsForm
            today={today}
            kind={due !== null && due.principalRupiah > 0n ? "principal" : "mandatory"}
            amount={due === null ? 0n : due.principalRupiah > 0n ? due.principalRupiah : due.mandatoryRupiah}
            idempotencyKey={`${key}-record`}
            errors={errors}
          />
        </Section>
      ) : null}
      {mayKeep && member.owedRupiah > 0n ? (
        <Section tone="card" title={m.cooperative_pay_title()} lead={m.cooperative_pay_lead()}>
          <AskPaymentForm
            hidden={{}}
            amount={member.owedRupiah}
            idempotencyKey={`${key}-pay`}
            errors={errors}
          />
        </Section>
      ) : null}
      <Section tone="flush" title={m.cooperative_savings_recent()}>
        <SavingsTable
          rows={savings}
          showsMember={false}
          correction={({ id }) =>
            savings.some((row) => row.id === id && row.mayCorrect) ? (
              <ReasonedForm
                summary={m.cooperative_savings_correct()}
                action={m.cooperative_savings_correct_action()}
                intent="correct"
                hidden={{ savingsId: id }}
                idempotencyKey={`${key}-${id}`}
              />
            ) : (
              m.cooperative_savings_standing()
            )
          }
          empty={
            <EmptyState icon="money" title={m.cooperative_savings_empty()}>
              {m.cooperative_savings_empty_text()}
            </EmptyState>
          }
        />
      </Section>
      {mayKeep && isActive ? (
        <Section
          tone="card"
          title={m.cooperative_member_change()}
          fold={answer?.values["fullName"] === undefined ? "closed" : "open"}
        >
          <MemberForm
            intent="change"
            producers={producers}
            today={null}
            idempotencyKey={`${key}-change`}
            errors={errors}
            values={{
              fullName: member.fullName,
              phone: member.phone ?? "",
              identityNumber: member.identityNumber ?? "",
              producerId: member.producerId ?? "",
              ...answer?.values,
            }}
          />
        </Section>
      ) : null}
      {mayKeep && isActive && leaving === null ? (
        <Section tone="card" title={m.cooperative_leave_title()} lead={m.cooperative_leave_lead()}>
          <ReasonedForm
            summary={m.cooperative_leave_ask()}
            action={m.cooperative_leave_ask()}
            intent="leave"
            idempotencyKey={`${key}-leave`}
            errors={errors}
          />
        </Section>
      ) : null}
    </Page>
  );
}
