import { type ComponentType, useEffect, useState } from "react";
import type { SignaturePadProps } from "./signature-pad.tsx";

/** A SignaturePad that comes once the screen is alive: it is of no use before. */
export function LateSignaturePad(props: SignaturePadProps) {
  const [Pad, setPad] = useState<ComponentType<SignaturePadProps> | null>(null);
  useEffect(() => {
    void import("./signature-pad.tsx").then(
      ({ SignaturePad }) => setPad(() => SignaturePad),
      () => undefined,
    );
  }, []);
  return Pad === null ? null : <Pad {...props} />;
}
