import { ModalDialog } from "./ModalDialog";

export interface HelpWords {
  readonly helpTitle: string;
  readonly helpPalette: string;
  readonly helpSearch: string;
  readonly helpHelp: string;
  readonly helpEscape: string;
  readonly singleKeys: string;
  readonly singleKeysHint: string;
  readonly close: string;
}

interface ShortcutHelpProps {
  readonly words: HelpWords;
  readonly singleKeys: boolean;
  readonly onSingleKeys: (on: boolean) => void;
  readonly onClose: () => void;
}

/** The list of keys, and the switch for single-character keys. */
export function ShortcutHelp({ words, singleKeys, onSingleKeys, onClose }: ShortcutHelpProps) {
  const keys = [
    ["Ctrl K", words.helpPalette],
    ["/", words.helpSearch],
    ["?", words.helpHelp],
    ["Esc", words.helpEscape],
  ] as const;
  return (
    <ModalDialog label={words.helpTitle} onClose={onClose}>
      <h2>{words.helpTitle}</h2>
      <dl className="my-4 grid gap-2">
        {keys.map(([key, text]) => (
          <div key={key} className="grid grid-cols-[4rem_1fr] items-baseline">
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <label className="inline-flex min-h-8 cursor-pointer items-start gap-2">
        <input
          className="box"
          type="checkbox"
          checked={singleKeys}
          onChange={(event) => onSingleKeys(event.target.checked)}
        />
        <span>
          {words.singleKeys}
          <small className="block text-12 text-muted">{words.singleKeysHint}</small>
        </span>
      </label>
      <form className="mt-6 flex flex-wrap gap-2" method="dialog">
        <button className="button button-primary" type="submit">
          {words.close}
        </button>
      </form>
    </ModalDialog>
  );
}
