import { type ComponentType, useEffect, useState } from "react";

/**
 * A component that comes once the screen is alive, for parts that are of no use before. Nothing stands in its place until then,
 * nor where it cannot be fetched.
 */
export function late<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  return function Late(props: Props) {
    const [Part, setPart] = useState<ComponentType<Props> | null>(null);
    useEffect(() => {
      void load().then(
        (part) => setPart(() => part),
        () => undefined,
      );
    }, []);
    return Part === null ? null : <Part {...props} />;
  };
}
