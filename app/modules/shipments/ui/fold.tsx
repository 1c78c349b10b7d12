import type { ReactNode } from "react";
import { WithoutMarks } from "#app/ui/form/field.tsx";
import { Icon } from "#app/ui/icon.tsx";

/** Opens without JavaScript too; what is folded away is still sent. */
export function Fold({
  open,
  label,
  children,
}: {
  readonly open: boolean;
  readonly label: string;
  readonly children: ReactNode;
}) {
  return (
    <details className="group mt-2" open={open}>
      <summary className="inline-flex min-h-11 items-center gap-1.5 font-semibold text-leaf-700">
        <span className="transition-transform group-open:rotate-180">
          <Icon name="down" size={18} />
        </span>
        {label}
      </summary>
      <div className="flex flex-col gap-5 pt-2 pb-2">
        <WithoutMarks>{children}</WithoutMarks>
      </div>
    </details>
  );
}
