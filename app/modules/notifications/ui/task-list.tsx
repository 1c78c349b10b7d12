import { dueTime } from "#app/i18n/format.ts";
import type { TimeZone } from "#app/kernel/calendar.ts";
import { TaskCard } from "#app/ui/feedback/task-card.tsx";
import { type Task, urgencyOf } from "../task.ts";
import { wordsFor } from "./task-words.tsx";

export type TaskListProps = {
  readonly tasks: readonly Task[];
  readonly at: Date;
  readonly zone: TimeZone;
  /** The workspace that the paths of tasks begin with. */
  readonly workspace: string;
};

/** What waits for somebody, most urgent first; each card is one tap away from being done. */
export function TaskList({ tasks, at, zone, workspace }: TaskListProps) {
  return (
    <ol className="flex flex-col gap-3">
      {tasks.map((task) => {
        const words = wordsFor(task);
        return (
          <li key={`${task.kind} ${task.subjectId}`}>
            <TaskCard
              icon={words.icon}
              title={words.title}
              detail={words.detail}
              due={task.due ? dueTime(task.due, at, zone) : undefined}
              urgency={urgencyOf(task.due, at)}
              to={task.path.startsWith("/") ? task.path : `/${workspace}/${task.path}`}
              actionLabel={words.action}
            />
          </li>
        );
      })}
    </ol>
  );
}
