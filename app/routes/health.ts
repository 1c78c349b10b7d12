import { healthAnswer } from "#app/http/health.server.ts";

export function loader() {
  return healthAnswer();
}
