import { Icon, type IconName } from "@/ui/Icon";

export interface HintLine {
  readonly icon: IconName;
  readonly tone: "warning" | "danger" | "success" | "muted";
  readonly title: string;
  readonly text?: string;
}

/** What is worth knowing, line by line. */
export function HintLines({ lines }: { readonly lines: readonly HintLine[] }) {
  return (
    <ul>
      {lines.map(({ icon, tone, title, text }) => (
        <li key={title}>
          <Icon name={icon} tone={tone} />
          <div>
            {title}
            {text && <p>{text}</p>}
          </div>
        </li>
      ))}
    </ul>
  );
}
