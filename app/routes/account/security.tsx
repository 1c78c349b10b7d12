import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import QRCode from "qrcode";
import { requirePerson } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { countCode } from "#app/http/sign-in.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Invalid } from "#app/kernel/errors.ts";
import { changePassword } from "#app/modules/identity/change-password.server.ts";
import { endSession } from "#app/modules/identity/end-session.server.ts";
import {
  beginSecondFactor,
  confirmSecondFactor,
  removeSecondFactor,
} from "#app/modules/identity/keep-second-factor.server.ts";
import { secondFactorBegun } from "#app/modules/identity/person-reads.server.ts";
import { openSessionsOf } from "#app/modules/identity/session-reads.server.ts";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { AccountShell } from "./account-shell.tsx";
import { PasswordSection, SecondFactorSection, SessionsSection } from "./security-sections.tsx";

export const meta: MetaFunction = () => [{ title: pageTitle(m.account_security_title()) }];

export const loader = screenLoader(async ({ request }) => {
  const { person, sessionId, call } = await requirePerson(request);
  const begun = await secondFactorBegun(person.id);
  return {
    hasSecondFactor: person.hasSecondFactor,
    begun: begun && { text: begun.text, qr: await QRCode.toDataURL(begun.uri, { margin: 1, width: 220 }) },
    sessions: (await openSessionsOf(person.id, call.at)).map((session) => ({
      ...session,
      isThis: session.id === sessionId,
    })),
    now: call.at,
    keys: { begin: newReceiptKey(), end: newReceiptKey() },
  };
});

export const action = screenAction(async ({ request }) => {
  const { call, sessionId, person } = await requirePerson(request);
  const form = await readForm(request);
  const to = () => "/akun/keamanan";
  switch (form.text("intent")) {
    case "password":
      return formCommand(form, {
        call,
        command: changePassword,
        keyed: false,
        input: async () => {
          await countCode(person.id);
          return {
            currentPassword: form.exact("currentPassword"),
            newPassword: form.exact("newPassword"),
            sessionId,
          };
        },
        to,
        flash: () => m.account_password_changed(),
      });
    case "begin":
      return formCommand(form, { call, command: beginSecondFactor, input: () => ({}), to });
    case "confirm":
      return formCommand(form, {
        call,
        command: confirmSecondFactor,
        keyed: false,
        input: async () => {
          await countCode(person.id);
          return { code: form.text("code"), sessionId };
        },
        to,
        flash: () => m.account_second_factor_on(),
      });
    case "remove":
      return formCommand(form, {
        call,
        command: removeSecondFactor,
        keyed: false,
        input: async () => {
          await countCode(person.id);
          return { code: form.text("code") };
        },
        to,
        flash: () => m.account_second_factor_off(),
      });
    case "end":
      return formCommand(form, {
        call,
        command: endSession,
        input: () => ({ sessionId: form.text("sessionId") }),
        to,
        flash: () => m.account_session_ended(),
      });
    default:
      throw new Invalid({});
  }
});

export default function Security() {
  const loaded = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <AccountShell>
      <Page
        width="narrow"
        title={m.account_security_title()}
        breadcrumbs={[{ to: "/akun", label: m.account_profile_title() }]}
      >
        <SecondFactorSection {...loaded} answer={answer} />
        <PasswordSection key={loaded.keys.begin} answer={answer} />
        <SessionsSection {...loaded} />
      </Page>
    </AccountShell>
  );
}
