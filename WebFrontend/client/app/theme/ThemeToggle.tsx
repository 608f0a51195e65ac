import { Moon, Sun } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../shell/IconButton';
import { chooseTheme, currentTheme } from './theme';

export function ThemeToggle() {
  const [theme, setTheme] = useState(currentTheme);
  const other = theme === 'dark' ? 'light' : 'dark';
  const toggle = () => {
    chooseTheme(other);
    setTheme(other);
  };
  return (
    <IconButton label={other === 'dark' ? 'Dark theme' : 'Light theme'} onClick={toggle} data-testid="theme">
      {other === 'dark' ? <Moon size={18} /> : <Sun size={18} />}
    </IconButton>
  );
}
