import { useFetcher, useNavigation } from "@remix-run/react";
import { COUNT } from "./unless-counting.ts";

/**
 * Asks the page's own action what the boxes come to now, so that a rupiah is rounded in one place only: `counted` is its
 * last answer, `count` asks anew, and the answer before it is given up. Nothing is asked once the page is being sent.
 * Every loader around the page keeps `unlessCounting`.
 */
export function useCount<Action>() {
  const counter = useFetcher<Action>();
  const isLeaving = useNavigation().state !== "idle";
  return {
    counted: counter.data,
    count: (form: HTMLFormElement) => {
      if (isLeaving) return;
      const fields = new FormData(form);
      fields.set("intent", COUNT);
      // Given up when the next one comes, or the page goes; whoever types on is reckoned anew.
      Promise.resolve(counter.submit(fields, { method: "post" })).catch(() => undefined);
    },
  };
}
