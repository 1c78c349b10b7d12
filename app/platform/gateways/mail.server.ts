import nodemailer, { type Transporter } from "nodemailer";
import { Outage } from "#app/kernel/errors.ts";
import { env } from "../env.server.ts";

type OutgoingMail = {
  /** Stays the same when a mail is tried again, so that a mail server can tell that it has it already. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly body: string;
};

/** `kept`: no mail server is set, so the mail stays in the local outbox page. `rejected`: its server will never take it. */
type MailOutcome =
  | { readonly kind: "sent" }
  | { readonly kind: "kept" }
  | { readonly kind: "rejected"; readonly reason: string };

/** Sends mail, or says why it never will. Throws an Outage when it may work later. */
export type MailGateway = { readonly send: (mail: OutgoingMail) => Promise<MailOutcome> };

/** No mail server: what was written stays where it is written. */
const localOutbox: MailGateway = { send: async () => ({ kind: "kept" }) };

/** Gives mail to the SMTP server at `url` (smtp://user:password@host:port, or smtps://). */
export function smtpGateway(url: string, from: string): MailGateway {
  const transport: Transporter = nodemailer.createTransport({
    url,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
  });
  const host = /@([^>\s]+)/.exec(from)?.[1] ?? "localhost";
  return {
    send: async ({ id, to, subject, body }) => {
      try {
        await transport.sendMail({ from, to, subject, text: body, messageId: `<${id}@${host}>` });
        return { kind: "sent" };
      } catch (error) {
        const code = responseCodeOf(error);
        if (code !== null && code >= 500 && code < 600)
          return { kind: "rejected", reason: `the mail server answered ${code}` };
        throw new Outage("mail", { cause: error });
      }
    },
  };
}

/** A 5xx answer is for good (RFC 5321 §4.2.1); everything else may pass. */
function responseCodeOf(error: unknown): number | null {
  const code = error instanceof Error && "responseCode" in error ? error.responseCode : null;
  return typeof code === "number" ? code : null;
}

let current: MailGateway | null = null;

/** The gateway of this house: SMTP when SMTP_URL is set, else the local outbox. */
export function mailGateway(): MailGateway {
  const { SMTP_URL, MAIL_FROM } = env();
  current ??= SMTP_URL ? smtpGateway(SMTP_URL, MAIL_FROM) : localOutbox;
  return current;
}

/** Sets the gateway, for tests; null gives the choice back to the settings. */
export function setMailGateway(gateway: MailGateway | null): void {
  current = gateway;
}
