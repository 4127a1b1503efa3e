import {
  provideVSCodeDesignSystem, vsCodeButton, vsCodeCheckbox, vsCodeDropdown, vsCodeOption, vsCodeProgressRing, vsCodeTextArea, vsCodeTextField,
} from '@vscode/webview-ui-toolkit';
import { h, icon, type Child } from './dom';
import './toolkit.css';

// The only file that knows the toolkit: another one can take its place here.
provideVSCodeDesignSystem().register(
  vsCodeButton(), vsCodeCheckbox(), vsCodeDropdown(), vsCodeOption(), vsCodeProgressRing(), vsCodeTextArea(), vsCodeTextField(),
);

export interface ButtonOptions {
  readonly appearance?: 'primary' | 'secondary';
  readonly icon?: string;
  readonly title?: string;
  readonly onClick: (event: MouseEvent) => void;
}

export function button(label: string, { appearance = 'secondary', icon: name, title, onClick }: ButtonOptions): HTMLElement {
  const start: Child = name ? h('span', { slot: 'start', class: `codicon codicon-${name}`, 'aria-hidden': 'true' }) : null;
  return withStates(h('vscode-button', { appearance, title, on: { click: onClick } }, start, label));
}

/** A button that is an icon alone; `label` is its tooltip and its name for screen readers. */
export function iconButton(name: string, label: string, onClick: (event: MouseEvent) => void): HTMLElement {
  return withStates(h('vscode-button', { appearance: 'icon', title: label, 'aria-label': label, on: { click: onClick } }, icon(name)));
}

const states = ['aria-pressed', 'aria-haspopup', 'aria-expanded'];

/** What has the focus is within the toolkit's button, and is not told these by it. */
function withStates(element: HTMLElement): HTMLElement {
  const pass = () => {
    const control = element.shadowRoot?.querySelector('.control');
    for (const name of states) {
      const value = element.getAttribute(name);
      if (value === null) control?.removeAttribute(name);
      else control?.setAttribute(name, value);
    }
  };
  // The toolkit sets `current-value` once it has made what is within.
  new MutationObserver(pass).observe(element, { attributeFilter: [...states, 'current-value'] });
  return element;
}

/** Changes the sign and the name of an icon button. */
export function setIconButton(element: HTMLElement, name: string, label: string): void {
  element.replaceChildren(icon(name));
  element.title = label;
  element.setAttribute('aria-label', label);
}

/** For a button that stays pressed. */
export function setPressed(element: HTMLElement, pressed: boolean): void {
  element.setAttribute('aria-pressed', String(pressed));
  element.classList.toggle('pressed', pressed);
}

export interface TextFieldOptions {
  readonly label: string;
  readonly placeholder?: string;
  readonly icon?: string;
  readonly value?: string;
  readonly onInput: (value: string) => void;
}

export type TextField = HTMLElement & { value: string };

export function textField({ label, placeholder, icon: name, value, onInput }: TextFieldOptions): TextField {
  const start: Child = name ? h('span', { slot: 'start', class: `codicon codicon-${name}`, 'aria-hidden': 'true' }) : null;
  const field = h('vscode-text-field', { placeholder, value, title: label }, start) as TextField;
  keepName(field, label);
  field.addEventListener('input', () => onInput(field.value));
  return field;
}

/** Fields without text of their own are called "Text field" by the toolkit, as soon as they are on the page. */
function keepName(element: HTMLElement, name: string): void {
  const observer = new MutationObserver(() => {
    if (element.getAttribute('aria-label') !== name) element.setAttribute('aria-label', name);
  });
  observer.observe(element, { attributeFilter: ['aria-label'] });
  element.setAttribute('aria-label', name);
}

export type Checkbox = HTMLElement & { checked: boolean };

export function checkbox(label: string, checked: boolean, onChange: (checked: boolean) => void): Checkbox {
  const box = h('vscode-checkbox', { checked }, label) as Checkbox;
  box.addEventListener('change', () => onChange(box.checked));
  return box;
}

export type Dropdown = HTMLElement & { value: string };

/** @param options value and what is read of each */
export function dropdown(label: string, options: readonly (readonly [value: string, text: string])[], value: string, onChange: (value: string) => void): Dropdown {
  const choices = options.map(([each, text]) => h('vscode-option', { value: each, selected: each === value }, text));
  const list = h('vscode-dropdown', { 'aria-label': label, title: label }, ...choices) as Dropdown;
  list.addEventListener('change', () => onChange(list.value));
  return list;
}

export type TextArea = HTMLElement & { value: string };

export function textArea(label: string, placeholder: string, onInput: (value: string) => void): TextArea {
  const area = h('vscode-text-area', { placeholder }) as TextArea;
  keepName(area, label);
  area.addEventListener('input', () => onInput(area.value));
  return area;
}

export function progressRing(label: string): HTMLElement {
  return h('vscode-progress-ring', { 'aria-label': label });
}
