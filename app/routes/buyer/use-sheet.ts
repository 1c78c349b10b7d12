import { useActionData } from "@remix-run/react";
import { useCount } from "#app/ui/form/count-form.ts";
import type { Sheet } from "./order-writing.server.ts";

/**
 * The order form as it stands: `shown` is what the last submission or the loader drew, `latest` what the boxes come to
 * now. `recount` asks the server, so that a rupiah is rounded in one place only.
 */
export function useSheet<Action>(loaded: Sheet): {
  readonly shown: Sheet;
  readonly latest: Sheet;
  readonly recount: (form: HTMLFormElement) => void;
} {
  const answered = useActionData<Action>() as Sheet | undefined;
  const { counted: answer, count } = useCount<Action>();
  const shown = answered ?? loaded;
  const counted = answer as Sheet | undefined;
  const sameRows =
    counted?.draft.lines.map((line) => line.at).join() === shown.draft.lines.map((line) => line.at).join();
  return {
    shown,
    latest: counted && sameRows ? counted : shown,
    recount: count,
  };
}
