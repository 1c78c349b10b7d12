import type { ShouldRevalidateFunction } from "@remix-run/react";

/** The intent of a form that only asks what it comes to. */
export const COUNT = "count";

/**
 * Counting changes nothing that a loader read. More than thrift: loaders that ran after a count and answered while the
 * page was being sent elsewhere made the router show the old page's data at the new address, which is an empty screen.
 */
export const unlessCounting: ShouldRevalidateFunction = ({ formData, defaultShouldRevalidate }) =>
  formData?.get("intent") === COUNT ? false : defaultShouldRevalidate;
