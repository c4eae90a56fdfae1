import type { ApiButton } from '../../api-types.js';

interface MessageButtonsProps {
  readonly buttons: readonly ApiButton[];
  /** False for messages further up: their main button does not call for attention any more. */
  readonly strong: boolean;
  readonly pressed: ReadonlySet<string>;
  readonly onPress: (button: string) => void;
}

export function MessageButtons({ buttons, strong, pressed, onPress }: MessageButtonsProps) {
  if (buttons.length === 0) return null;
  return (
    <div class="message-buttons">
      {buttons.map((button) => (
        <button
          type="button"
          key={button.id}
          class={`button small ${styleOf(button, strong)}`}
          // Not `disabled`: that would take the focus away from whoever pressed it with the keyboard.
          aria-disabled={pressed.has(button.id)}
          onClick={() => onPress(button.id)}
        >
          {button.label}
        </button>
      ))}
    </div>
  );
}

function styleOf(button: ApiButton, strong: boolean): string {
  if (button.style === 'primary' && !strong) return '';
  return button.style ?? '';
}
