/**
 * A notice tells the people of an organisation that something happened which they wait for. What they must do about it
 * is computed from the truth (see task.ts); a notice is only what they were told, once, in the app and by mail.
 */
export const noticeKinds = [
  "commitment.offered",
  "order.cancelled",
  "shipment.dispatched",
  "shipment.received",
  "invoice.issued",
  "payment.reported",
  "payment.verified",
  "payment.rejected",
  "allotment.published",
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** What a notice is about, for whom, and where it leads below the workspace. */
export type NoticeFacts = {
  readonly organisationId: string;
  readonly subjectId: string;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
};
