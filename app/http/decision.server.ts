import { m } from "#app/i18n/paraglide/messages.js";
import type { Call } from "#app/kernel/call.ts";
import { Invalid } from "#app/kernel/errors.ts";
import { reinstateOrganisation } from "#app/modules/identity/reinstate-organisation.server.ts";
import { rejectOrganisation } from "#app/modules/identity/reject-organisation.server.ts";
import { askRecovery, grantRecovery, refuseRecovery } from "#app/modules/identity/restore-leader.server.ts";
import { suspendOrganisation } from "#app/modules/identity/suspend-organisation.server.ts";
import { verifyOrganisation } from "#app/modules/identity/verify-organisation.server.ts";
import { type Answered, type FormFields, formCommand } from "./form.server.ts";

/** Carries out what a decision form asks for; agencies and operators decide by the same form. */
export function decideByForm(
  form: FormFields,
  call: Call,
  organisationId: string | undefined,
  to: string,
): Promise<Answered> {
  const plain = { call, to: () => to, input: () => ({ organisationId }) };
  const reasoned = { call, to: () => to, input: () => ({ organisationId, reason: form.text("reason") }) };
  switch (form.text("intent")) {
    case "verify":
      return formCommand(form, {
        ...plain,
        command: verifyOrganisation,
        flash: () => m.identity_decided_verify(),
      });
    case "reinstate":
      return formCommand(form, {
        ...plain,
        command: reinstateOrganisation,
        flash: () => m.identity_decided_reinstate(),
      });
    case "reject":
      return formCommand(form, {
        ...reasoned,
        command: rejectOrganisation,
        flash: () => m.identity_decided_reject(),
      });
    case "suspend":
      return formCommand(form, {
        ...reasoned,
        command: suspendOrganisation,
        flash: () => m.identity_decided_suspend(),
      });
    case "recover":
      return formCommand(form, {
        call,
        to: () => to,
        command: askRecovery,
        input: () => ({ organisationId, email: form.text("email"), reason: form.text("reason") }),
        flash: () => m.identity_recover_asked(),
      });
    case "grantRecovery":
      return formCommand(form, {
        call,
        to: () => to,
        command: grantRecovery,
        input: () => ({ recoveryId: form.text("recoveryId") }),
        flash: () => m.identity_recover_granted(),
      });
    case "refuseRecovery":
      return formCommand(form, {
        call,
        to: () => to,
        command: refuseRecovery,
        input: () => ({ recoveryId: form.text("recoveryId") }),
        flash: () => m.identity_recover_refused(),
      });
    default:
      throw new Invalid({});
  }
}
