import type { MessageDto } from '#contract/messages';
import type { Store } from '../../realtime/store.ts';
import type { ConversationUi } from '../messages/conversation-context.ts';

/** Milliseconds that one rests on a reaction before it is asked who that was. */
const rest = 350;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Has a reaction tell who has it, once it is pointed at or focused for a moment. */
export function tipOf(ui: Store<ConversationUi>, message: MessageDto, emoji: string) {
  const show = ({ currentTarget }: { currentTarget: HTMLElement }): void => {
    clearTimeout(timer);
    timer = setTimeout(
      () => ui.update((value) => ({ ...value, tip: { message, emoji, anchor: currentTarget } })),
      rest,
    );
  };
  const hide = (): void => {
    clearTimeout(timer);
    if (ui.get().tip) ui.update((value) => ({ ...value, tip: null }));
  };
  return {
    onPointerEnter: (event: { currentTarget: HTMLElement; pointerType: string }) =>
      event.pointerType === 'mouse' && show(event),
    onPointerLeave: hide,
    onFocus: (event: { currentTarget: HTMLElement }) =>
      event.currentTarget.matches(':focus-visible') && show(event),
    onBlur: hide,
  };
}
