/** Two soft notes, made on the spot: nothing to load, nothing to license. */
const notes = [
  { hertz: 659.25, at: 0 },
  { hertz: 880, at: 0.11 },
];
const volume = 0.09;
const lasts = 0.45;

let audio: AudioContext | null = null;

/** Plays the sound of news. Silent where the browser does not let a page play before somebody has pressed something. */
export async function playSound(): Promise<void> {
  try {
    audio ??= new AudioContext();
    await audio.resume();
    const start = audio.currentTime + 0.02;
    for (const { hertz, at } of notes) {
      const tone = audio.createOscillator();
      const loudness = audio.createGain();
      tone.type = 'sine';
      tone.frequency.value = hertz;
      loudness.gain.setValueAtTime(0, start + at);
      loudness.gain.linearRampToValueAtTime(volume, start + at + 0.015);
      loudness.gain.exponentialRampToValueAtTime(0.0001, start + at + lasts);
      tone.connect(loudness).connect(audio.destination);
      tone.start(start + at);
      tone.stop(start + at + lasts);
    }
  } catch {
    // A sound is never worth an error.
  }
}
