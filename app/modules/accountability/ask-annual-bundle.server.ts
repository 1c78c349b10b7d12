import { z } from "zod";
import { dayOf } from "#app/kernel/calendar.ts";
import { Forbidden, invariant, Missing } from "#app/kernel/errors.ts";
import { idOf } from "#app/kernel/ids.ts";
import { command } from "#app/platform/command.server.ts";
import { meetingById } from "../cooperative/shu-reads.server.ts";
import { voidReasonWords } from "../documents/formal.ts";
import { issueCurrent } from "../documents/issue-current.server.ts";
import { storedFacts } from "../documents/paper-of.ts";
import { clockOf, organisationById } from "../identity/organisation-reads.server.ts";
import { mayMakeAnnualReports } from "./accountability.policy.ts";
import { annualReportOf } from "./annual-report-reads.server.ts";
import { askBundle } from "./ask-bundle.server.ts";
import { type BundleFile, paperPath, plainName } from "./bundle.ts";
import { documentNumbers } from "./bundle-content-reads.server.ts";

/**
 * Asks for what a koperasi answers with before its members about a year: statements, trade with members and others, ageing, the division of
 * SHU and who the members are, as PDF and XLSX. A worker packs it. Asked again while nothing moved, it is the same bundle.
 * Refuses whoever makes no reports of a koperasi, and a meeting of another one.
 */
export const askAnnualBundle = command({
  name: "accountability.askAnnualBundle",
  input: z.object({ meetingId: idOf("annualMeeting") }),
  permit: async (tx, call, { meetingId }) => {
    if (!mayMakeAnnualReports(call.actor) || call.actor.kind !== "member")
      throw new Forbidden("accountability.forbidden");
    if (!(await meetingById(call.actor.organisationId, meetingId, tx)))
      throw new Missing("cooperative.meetingMissing");
  },
  run: async (tx, call, { meetingId }) => {
    invariant(call.actor.kind === "member", "permitted above");
    const { organisationId } = call.actor;
    const meeting = await meetingById(organisationId, meetingId, tx);
    const koperasi = await organisationById(organisationId, tx);
    invariant(meeting && koperasi, "permitted above");
    const documentId = await issueCurrent(
      tx,
      call,
      {
        organisationId,
        kind: "RAT",
        subjectId: meetingId,
        facts: storedFacts("RAT", await annualReportOf(organisationId, meeting.year, call.at, tx)),
        on: dayOf(call.at, await clockOf(organisationId, tx)),
        readers: [],
      },
      voidReasonWords.booksMoved,
    );
    const number = (await documentNumbers([documentId], tx)).get(documentId) ?? documentId;
    const files = (["pdf", "xlsx"] as const).flatMap((ending): BundleFile[] => {
      const path = paperPath("RAT", number, ending);
      return path === null ? [] : [{ path, form: ending === "pdf" ? "paper" : "sheet", documentId }];
    });
    const bundleId = await askBundle(tx, call, {
      organisationId,
      kind: "annual",
      subjectId: meetingId,
      fileName: `RAT-${plainName(`${koperasi.shortName} ${meeting.year}`)}.zip`,
      files,
    });
    return { bundleId, meetingId, documentId };
  },
});
