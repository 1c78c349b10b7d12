import { m } from "#app/i18n/paraglide/messages.js";
import type { Bearer, Cause, Stage, Terms } from "../bearing.ts";
import type { DisputeDeed } from "../dispute-words.ts";

/** The words of a claim as people say them. */
export const causeName = (cause: Cause): string =>
  ({ short: m.disputes_cause_short, broken: m.disputes_cause_broken, quality: m.disputes_cause_quality })[
    cause
  ]();

export const stageName = (stage: Stage): string =>
  ({
    origin: m.disputes_stage_origin,
    road: m.disputes_stage_road,
    destination: m.disputes_stage_destination,
  })[stage]();

export const bearerName = (bearer: Bearer): string =>
  ({
    koperasi: m.disputes_bearer_koperasi,
    carrier: m.disputes_bearer_carrier,
    trade_center: m.disputes_bearer_trade_center,
    buyer: m.disputes_bearer_buyer,
  })[bearer]();

export const termsName = (terms: Terms): string =>
  terms === "franco" ? m.disputes_terms_franco() : m.disputes_terms_loco();

export const deedName = (deed: DisputeDeed): string =>
  ({
    opened: m.disputes_deed_opened,
    heard: m.disputes_deed_heard,
    accepted: m.disputes_deed_accepted,
    contested: m.disputes_deed_contested,
    silent: m.disputes_deed_silent,
    granted: m.disputes_deed_granted,
    granted_in_part: m.disputes_deed_granted_in_part,
    refused: m.disputes_deed_refused,
    lapsed: m.disputes_deed_lapsed,
    withdrawn: m.disputes_deed_withdrawn,
  })[deed]();
