/** What of this parser is used; it brings no types of its own. */
declare module "saxen" {
  type Decode = (text: string) => string;
  export class Parser {
    on(event: "error", heed: (error: Error) => void): this;
    on(
      event: "openTag",
      heed: (name: string, attributesOf: () => Readonly<Record<string, string>>, decode: Decode) => void,
    ): this;
    on(event: "closeTag", heed: (name: string) => void): this;
    on(event: "text", heed: (text: string, decode: Decode) => void): this;
    on(event: "cdata", heed: (text: string) => void): this;
    parse(xml: string): void;
  }
}
