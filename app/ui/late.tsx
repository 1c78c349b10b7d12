import { type ComponentType, startTransition, useEffect, useState } from "react";

/**
 * A component that comes once the screen is alive, for parts that are of no use before. Nothing stands in its place until then,
 * nor where it cannot be fetched.
 */
export function late<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  return function Late(props: Props) {
    const [Part, setPart] = useState<ComponentType<Props> | null>(null);
    useEffect(() => {
      // A turn of its own: whoever taps or types as the screen comes alive shall not wait for what is not needed yet.
      const turn = setTimeout(() => {
        void load().then(
          (part) => startTransition(() => setPart(() => part)),
          () => undefined,
        );
      });
      return () => clearTimeout(turn);
    }, []);
    return Part === null ? null : <Part {...props} />;
  };
}
