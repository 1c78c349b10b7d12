import { data, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import QRCode from "qrcode";
import { requirePerson, type SignedIn } from "#app/http/actor.server.ts";
import { type FormFields, formAnswer, formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { countCode } from "#app/http/sign-in.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Invalid } from "#app/kernel/errors.ts";
import { changePassword } from "#app/modules/identity/change-password.server.ts";
import { endSession } from "#app/modules/identity/end-session.server.ts";
import { removePasskey } from "#app/modules/identity/keep-passkeys.server.ts";
import {
  beginSecondFactor,
  confirmSecondFactor,
  removeSecondFactor,
} from "#app/modules/identity/keep-second-factor.server.ts";
import { makeRecoveryCodes } from "#app/modules/identity/make-recovery-codes.server.ts";
import { passkeysOf, recoveryCodesLeft } from "#app/modules/identity/passkey-reads.server.ts";
import { readRecoveryCode } from "#app/modules/identity/person.schema.ts";
import { secondFactorBegun } from "#app/modules/identity/person-reads.server.ts";
import { newRecoveryCodes, recoveryCodeHash } from "#app/modules/identity/recovery-code.server.ts";
import { openSessionsOf } from "#app/modules/identity/session-reads.server.ts";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { AccountShell } from "./account-shell.tsx";
import { PasskeysSection, RecoverySection } from "./passkey-sections.tsx";
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
    passkeys: (await passkeysOf(person.id)).map(({ credentialId: _credential, ...shown }) => shown),
    recoveryCodesLeft: await recoveryCodesLeft(person.id),
    now: call.at,
    keys: { begin: newReceiptKey(), end: newReceiptKey() },
  };
});

export const action = screenAction(async ({ request }) => {
  const signedIn = await requirePerson(request);
  const form = await readForm(request);
  return form.text("intent") === "recovery" ? makeCodes(signedIn, form) : changeSecurity(signedIn, form);
});

/** The new codes are in this one answer and nowhere else; tables keep their hashes. */
async function makeCodes({ call, person }: SignedIn, form: FormFields) {
  const codes = newRecoveryCodes();
  try {
    await countCode(person.id);
    await makeRecoveryCodes(call, {
      currentPassword: form.exact("currentPassword"),
      codeHashes: codes.map((code) => recoveryCodeHash(readRecoveryCode(code))),
    });
  } catch (error) {
    return formAnswer(error, form);
  }
  return data({ errors: {}, values: {}, codes }, { headers: { "Cache-Control": "no-store" } });
}

async function changeSecurity({ call, sessionId, person }: SignedIn, form: FormFields) {
  const to = () => "/akun/keamanan";
  const proven = async <Input,>(input: Input): Promise<Input> => {
    await countCode(person.id);
    return input;
  };
  const deed = { call, keyed: false, to } as const;
  switch (form.text("intent")) {
    case "password":
      return formCommand(form, {
        ...deed,
        command: changePassword,
        input: () =>
          proven({
            currentPassword: form.exact("currentPassword"),
            newPassword: form.exact("newPassword"),
            sessionId,
          }),
        flash: () => m.account_password_changed(),
      });
    case "begin":
      return formCommand(form, { call, command: beginSecondFactor, input: () => ({}), to });
    case "confirm":
      return formCommand(form, {
        ...deed,
        command: confirmSecondFactor,
        input: () => proven({ code: form.text("code"), sessionId }),
        flash: () => m.account_second_factor_on(),
      });
    case "remove":
      return formCommand(form, {
        ...deed,
        command: removeSecondFactor,
        input: () => proven({ code: form.text("code") }),
        flash: () => m.account_second_factor_off(),
      });
    case "removePasskey":
      return formCommand(form, {
        ...deed,
        command: removePasskey,
        input: () =>
          proven({
            passkeyId: form.text("passkeyId"),
            currentPassword: form.exact("currentPassword"),
          }),
        flash: () => m.account_passkey_removed(),
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
}

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
        <PasskeysSection {...loaded} answer={answer} />
        <SecondFactorSection {...loaded} answer={answer} />
        {loaded.hasSecondFactor ? (
          <RecoverySection
            left={loaded.recoveryCodesLeft}
            codes={answer && "codes" in answer ? answer.codes : undefined}
            answer={answer}
          />
        ) : null}
        <PasswordSection key={loaded.keys.begin} answer={answer} />
        <SessionsSection {...loaded} />
      </Page>
    </AccountShell>
  );
}
