import { mailGateway } from "#app/platform/gateways/mail.server.ts";
import { log } from "#app/platform/log.server.ts";
import { mailById, recordMailRejected, recordMailSent } from "#app/platform/mail-out.server.ts";
import { mailQueued } from "#app/platform/platform.events.ts";
import { on } from "../reaction.ts";

/** A queued mail goes to the mail server once; without one it counts as sent to the local outbox page. */
export const sendMail = on(
  mailQueued,
  { queue: "notifications", name: "send-mail" },
  async (call, { mailId }) => {
    const mail = await mailById(mailId);
    if (mail?.state !== "queued") return;
    const outcome = await mailGateway().send({
      id: mail.id,
      to: mail.toAddress,
      subject: mail.subject,
      body: mail.body,
    });
    if (outcome.kind === "rejected") {
      log.warn({ mailId, reason: outcome.reason }, "a mail was rejected");
      await recordMailRejected(mailId);
    } else await recordMailSent(mailId, call.at);
  },
);
