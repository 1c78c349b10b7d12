import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { TimeZone } from "#app/kernel/calendar.ts";
import { mayMakeAnnualReports } from "#app/modules/accountability/accountability.policy.ts";
import { askAnnualBundle } from "#app/modules/accountability/ask-annual-bundle.server.ts";
import { type Bundle, bundlesAbout } from "#app/modules/accountability/bundle-reads.server.ts";
import { BundleBox } from "#app/modules/accountability/ui/bundle-views.tsx";
import {
  decideDistribution,
  proposeDistribution,
  refuseDistribution,
} from "#app/modules/cooperative/divide-shu.server.ts";
import { planMeeting, recordMeeting } from "#app/modules/cooperative/hold-meeting.server.ts";
import { askCooperativePayment } from "#app/modules/cooperative/pay-member.server.ts";
import { DecideShuSection, MeetingSection } from "#app/modules/cooperative/ui/meeting-forms.tsx";
import { AskPaymentForm } from "#app/modules/cooperative/ui/member-forms.tsx";
import { ShuMembers, ShuParts } from "#app/modules/cooperative/ui/shu-views.tsx";
import { partLabel } from "#app/modules/cooperative/ui/shu-words.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { Stat } from "#app/ui/feedback/stat.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { askedYear, shuPage } from "./shu-page.server.ts";

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(
    request,
    params["workspace"],
    "cooperative.read",
  );
  const year = askedYear(request.url, call.at, organisation.timeZone);
  const page = await shuPage(organisation.id, year, { actor, at: call.at, zone: organisation.timeZone });
  return {
    ...page,
    bundles: page.meeting === null ? [] : await bundlesAbout(organisation.id, page.meeting.id),
    mayPack: mayMakeAnnualReports(actor),
    zone: organisation.timeZone,
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "cooperative.read");
  const form = await readForm(request);
  const year = askedYear(request.url, call.at, organisation.timeZone);
  const to = () => `/${organisation.slug}/shu?tahun=${year}`;
  switch (form.text("intent")) {
    case "plan":
      return formCommand(form, {
        call,
        to,
        command: planMeeting,
        input: (fields) => ({ year: fields.text("year"), plannedOn: fields.text("plannedOn") }),
        flash: () => m.cooperative_meeting_planned_done(),
      });
    case "held":
      return formCommand(form, {
        call,
        to,
        command: recordMeeting,
        input: (fields) => ({
          meetingId: fields.text("meetingId"),
          heldOn: fields.text("heldOn"),
          minutesNumber: fields.text("minutesNumber"),
          present: fields.text("present"),
        }),
        flash: () => m.cooperative_meeting_recorded_done(),
      });
    case "decide":
      return formCommand(form, {
        call,
        to,
        command: decideDistribution,
        input: (fields) => ({ distributionId: fields.text("distributionId") }),
        flash: () => m.cooperative_shu_decided_done(),
      });
    case "refuse":
      return formCommand(form, {
        call,
        to,
        command: refuseDistribution,
        input: (fields) => ({
          distributionId: fields.text("distributionId"),
          refusal: fields.text("refusal"),
        }),
        flash: () => m.cooperative_shu_refused_done(),
      });
    case "pack":
      return formCommand(form, {
        call,
        to,
        command: askAnnualBundle,
        input: (fields) => ({ meetingId: fields.text("meetingId") }),
        flash: () => m.cooperative_pack_asked_done(),
      });
    case "pay":
      return formCommand(form, {
        call,
        command: askCooperativePayment,
        input: (fields) => ({
          fund: fields.text("fund"),
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
        command: proposeDistribution,
        input: (fields) => ({ meetingId: fields.text("meetingId") }),
        flash: () => m.cooperative_shu_proposed_done(),
      });
  }
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.cooperative_shu_title()) }];

export default function Shu() {
  const page = useLoaderData<typeof loader>();
  const { year, result, rule, shares, members, meeting, distribution, funds, slug, key } = page;
  const errors = useActionData<typeof action>()?.errors ?? {};
  const named = { year: year.toString() };
  return (
    <Page
      title={m.cooperative_shu_title()}
      lead={m.cooperative_shu_lead()}
      actions={
        <>
          <ButtonLink to={`/${slug}/shu?tahun=${year - 1}`} variant="secondary" icon="back">
            {(year - 1).toString()}
          </ButtonLink>
          {year < Number(page.today.slice(0, 4)) ? (
            <ButtonLink to={`/${slug}/shu?tahun=${year + 1}`} variant="secondary" icon="arrow">
              {(year + 1).toString()}
            </ButtonLink>
          ) : null}
        </>
      }
    >
      <ErrorSummary errors={errors} />
      <Stat
        label={result.isClosed ? m.cooperative_shu_result(named) : m.cooperative_shu_result_open(named)}
        value={rupiah(result.rupiah)}
        tone={result.rupiah < 0n ? "brick" : "neutral"}
      />
      {result.rupiah <= 0n ? (
        <Callout tone="rice" title={m.cooperative_shu_loss()}>
          {m.cooperative_shu_loss_text()}
        </Callout>
      ) : result.isClosed ? null : (
        <Callout tone="rice" title={m.cooperative_shu_estimate()}>
          {m.cooperative_shu_estimate_text(named)}
        </Callout>
      )}
      {distribution?.state === "decided" ? (
        <Callout tone="leaf" title={m.cooperative_shu_decided(named)} />
      ) : null}
      {distribution?.state === "proposed" ? (
        <DecideShuSection
          distribution={distribution}
          mayAgree={page.mayAgree}
          mayRefuse={page.mayRefuse}
          idempotencyKey={`${key}-shu`}
          errors={errors}
        />
      ) : null}
      {page.mayPropose && meeting !== null ? (
        <Form idempotencyKey={`${key}-propose`}>
          <input type="hidden" name="meetingId" value={meeting.id} />
          <SubmitButton icon="check" name="intent" value="propose">
            {m.cooperative_shu_propose()}
          </SubmitButton>
        </Form>
      ) : null}
      {rule === null ? (
        <Callout
          tone="rice"
          title={m.cooperative_savings_no_articles()}
          actions={
            <ButtonLink to={`/${slug}/aturan-koperasi`} size="small">
              {m.cooperative_articles_title()}
            </ButtonLink>
          }
        >
          {m.cooperative_savings_no_articles_text()}
        </Callout>
      ) : result.rupiah > 0n ? (
        <ShuParts rule={rule} shares={shares} total={distribution?.amountRupiah ?? result.rupiah} />
      ) : null}
      <ShuMembers rows={members} slug={slug} />
      <MeetingSection
        year={year}
        meeting={meeting}
        limit={page.limit}
        today={page.today}
        mayKeep={page.mayKeep}
        idempotencyKey={`${key}-meeting`}
        errors={errors}
      />
      <PackSection page={page} idempotencyKey={`${key}-pack`} />
      {page.mayKeep
        ? funds.map(({ fund, leftRupiah }) => (
            <Section
              key={fund}
              tone="card"
              title={`${partLabel(fund)} · ${rupiah(leftRupiah)}`}
              lead={m.cooperative_shu_funds_spend()}
              fold="closed"
            >
              <AskPaymentForm
                hidden={{ fund }}
                amount={leftRupiah}
                idempotencyKey={`${key}-${fund}`}
                errors={errors}
              />
            </Section>
          ))
        : null}
    </Page>
  );
}

type Packed = {
  readonly year: number;
  readonly meeting: { readonly id: string } | null;
  readonly bundles: readonly Bundle[];
  readonly mayPack: boolean;
  readonly slug: string;
  readonly zone: TimeZone;
};

/** What the meeting is given: one archive, packed by a worker; and the sheets that SIMKOPDES asks for. */
function PackSection({ page, idempotencyKey }: { readonly page: Packed; readonly idempotencyKey: string }) {
  const { year, meeting, bundles, mayPack, slug, zone } = page;
  const [newest] = bundles;
  return (
    <Section
      tone="card"
      title={m.cooperative_pack_title()}
      lead={m.cooperative_pack_lead()}
      actions={
        <ButtonLink to={`/${slug}/simkopdes.xlsx?tahun=${year}`} variant="secondary" icon="download" external>
          {m.cooperative_simkopdes()}
        </ButtonLink>
      }
    >
      {newest === undefined ? null : (
        <BundleBox bundle={newest} slug={slug} zone={zone} here={`/${slug}/shu?tahun=${year}`} />
      )}
      {meeting === null ? (
        <Callout tone="rice">{m.cooperative_pack_plan_first()}</Callout>
      ) : mayPack ? (
        <Form idempotencyKey={idempotencyKey}>
          <input type="hidden" name="meetingId" value={meeting.id} />
          <SubmitButton variant="secondary" icon="box" name="intent" value="pack">
            {m.cooperative_pack_ask()}
          </SubmitButton>
        </Form>
      ) : null}
    </Section>
  );
}
