/** Word lists that the seed's people and texts are made of. */

export const firstNames =
  'Ada Amina Anders Anika Arjun Beatriz Bilal Bruno Carla Chidi Clara Dalia Daniel Elena Emeka Esra Farid Fatou Felix Freya Gita Hana Hugo Ines Ivan Jana Jonas Kaito Karim Leila Linh Louis Mara Marek Mei Milo Nadia Naveen Nora Olga Omar Paula Priya Quentin Rania Ravi Rosa Samir Sofia Tariq Thea Tomas Uma Viktor Wanda Yara Yusuf Zoe'.split(
    ' ',
  );

export const lastNames =
  'Adeyemi Almeida Bauer Bergman Castillo Chen Costa Dahl Diallo Dubois Eriksen Fischer Fontana Garcia Haddad Hansen Hassan Ibrahim Ivanova Jansen Kaya Keller Khan Kim Kovac Kumar Lang Lopez Mahmoud Meyer Moreau Moretti Nakamura Nguyen Novak Okafor Olsen Patel Petrov Popescu Quinn Rahman Reyes Rossi Sato Schmidt Silva Singh Sousa Tanaka Torres Vargas Vogel Weber Wolf Yilmaz Zhang Zimmer'.split(
    ' ',
  );

export const channelNames =
  'general announcements introductions random gaming looking-for-group music movies books food photos plans help tech projects showcase feedback events sports travel pets memes news off-topic'.split(
    ' ',
  );

/** Names that a text can speak of. */
export const things =
  'the server|the new map|that update|the schedule|our next meeting|the old laptop|the garden|the recipe|the release|this bug|the playlist|the last episode|the tournament|the poster|the budget|the roof|the ferry|the workshop|the keyboard|the tutorial|the wiki page|the second boss|the microphone|the tickets|the translation|the backup|the train|the photo album|the survey|the soup'.split(
    '|',
  );

export const actions =
  'broke again|works now|looks much better than before|took the whole evening|is finally done|was worth the wait|needs another pair of eyes|starts at eight|got moved to Thursday|is sold out|surprised me|cost less than we thought|was quieter than usual|will not fit in the car|has to wait|made my day|is half finished|went missing|runs twice as fast|tastes like smoke'.split(
    '|',
  );

export const openers =
  'Honestly,|By the way,|Quick question:|Good news:|Small update:|I think|Not sure, but|For what it is worth,|Turns out|As promised,|Reminder:|Just saw that|No idea why, but|Somebody told me'.split(
    '|',
  );

export const closers =
  'What do you all think?|Can anybody confirm?|I will check tomorrow.|See you there!|Thanks again for the help.|Let me know if that is wrong.|More on that later.|I wrote it down this time.|Please bring something warm.|That is all from me.|Who is in?|We should do that more often.'.split(
    '|',
  );

export const reactions =
  'yes|no|haha|ok|same here|nice!|thank you!|on my way|sounds good|wow 😮|🎉🎉🎉|good morning ☀️|brb|welcome!|me too|exactly|no worries|+1 from me|see you|🙏'.split(
    '|',
  );

export const markedUp = [
  'The answer is **yes**, but only _after_ the restart.',
  'Run `npm run bench -- quick` first, then look at the table.',
  '> did anybody try that?\n\nYes, it works here.',
  'Things to bring:\n- a sleeping bag\n- a torch\n- good mood',
  '1. open the settings\n2. choose **Appearance**\n3. pick the dark theme',
  'Here is what it says:\n```ts\nconst answer = await ask(question);\nif (!answer) throw new Error("nobody is home");\n```\nDoes that tell you anything?',
  'The notes are at https://example.org/notes and the pictures too.',
  '||The butler did it.|| Do not open before you have seen the end!',
  '~~Tuesday~~ **Wednesday** at eight, same place.',
  '# Rules\nBe kind. Ask when unsure. *Have fun.*',
  'See [the guide](https://example.org/guide) for how we do this.',
  'I measured `12.5 ms` before and `4.1 ms` after. **Three times as fast!**',
];
