import type { Told } from "./hearing.ts";
import { newsOfMoney } from "./news-of-money.ts";
import { newsOfTrade } from "./news-of-trade.ts";

/**
 * A notice tells the people of an organisation that something happened which they wait for. What they must do about it
 * is computed from the truth (see task.ts); a notice is only what they were told, once, in the app and by mail.
 */

/**
 * Every event of the house and who hears it. Whoever adds an event decides here: tests/laws/news refuses one that is
 * missing, and keeps the table of docs/news.md equal to this one.
 */
export const news = { ...newsOfTrade, ...newsOfMoney };

type News = typeof news;

/** An event that is told. */
export type NoticeKind = { [Name in keyof News]: News[Name] extends Told ? Name : never }[keyof News];

function isTold(name: keyof News): name is NoticeKind {
  return "told" in news[name];
}

/** News that says itself whom it is for: it comes from a room that this one may not look into. */
export const carriedKinds = ["bundle.ready", "listing-file.ready"] as const satisfies readonly NoticeKind[];
export type CarriedKind = (typeof carriedKinds)[number];
/** News whose readers are found in the truth. */
export type FoundKind = Exclude<NoticeKind, CarriedKind>;

export const noticeKinds = (Object.keys(news) as (keyof News)[]).filter(isTold) as [
  NoticeKind,
  ...NoticeKind[],
];

/** What a notice is about, for whom, and where it leads: below the workspace, or from the root when it begins with a slash. */
export type NoticeFacts = {
  readonly organisationId: string;
  readonly subjectId: string;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
};

/** The address of a notice for somebody who works in the workspace `slug`. */
export function noticeAddress(slug: string, path: string): string {
  return path.startsWith("/") ? path : `/${slug}/${path}`;
}
