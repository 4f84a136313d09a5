import { Ban, Clock, ClockArrowDown, Crown, DoorOpen, Pencil, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { m } from '#i18n';
import { isolate } from '../../lib/bidi.ts';
import type { MemberTask } from './tasks.ts';

interface TaskText {
  label: () => string;
  title: (name: string) => string;
  text: () => string;
  done: () => string;
  icon: ReactNode;
  danger: boolean;
}

export const taskTexts: Record<MemberTask, TaskText> = {
  nickname: {
    label: m.act_nickname,
    title: m.act_nickname,
    text: m.act_nickname_hint,
    done: m.act_done_nickname,
    icon: <Pencil size={16} aria-hidden />,
    danger: false,
  },
  timeout: {
    label: m.act_timeout,
    title: (name) => m.act_timeout_title({ name: isolate(name) }),
    text: m.act_timeout_text,
    done: m.act_done_timeout,
    icon: <Clock size={16} aria-hidden />,
    danger: false,
  },
  untimeout: {
    label: m.act_untimeout,
    title: (name) => m.act_untimeout_title({ name: isolate(name) }),
    text: m.act_untimeout_text,
    done: m.act_done_untimeout,
    icon: <ClockArrowDown size={16} aria-hidden />,
    danger: false,
  },
  kick: {
    label: m.act_kick,
    title: (name) => m.act_kick_title({ name: isolate(name) }),
    text: m.act_kick_text,
    done: m.act_done_kick,
    icon: <DoorOpen size={16} aria-hidden />,
    danger: true,
  },
  ban: {
    label: m.act_ban,
    title: (name) => m.act_ban_title({ name: isolate(name) }),
    text: m.act_ban_text,
    done: m.act_done_ban,
    icon: <Ban size={16} aria-hidden />,
    danger: true,
  },
  unban: {
    label: m.act_unban,
    title: (name) => m.act_unban_title({ name: isolate(name) }),
    text: m.act_unban_text,
    done: m.act_done_unban,
    icon: <Undo2 size={16} aria-hidden />,
    danger: false,
  },
  transfer: {
    label: m.act_transfer,
    title: (name) => m.act_transfer_title({ name: isolate(name) }),
    text: m.act_transfer_text,
    done: m.act_done_transfer,
    icon: <Crown size={16} aria-hidden />,
    danger: true,
  },
};
