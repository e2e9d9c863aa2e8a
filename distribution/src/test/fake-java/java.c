/*
 * A java.exe for tests of vhd.cmd: prints its command line as UTF-8 and returns the number that the variable
 * FAKE_JAVA_CODE has. Compiled with Debian's gcc-mingw-w64-x86-64:
 *
 *   x86_64-w64-mingw32-gcc -Os -s -nostdlib -ffreestanding -Wl,--no-insert-timestamp -e start -o java.exe java.c -lkernel32
 */
#include <windows.h>

static char text[65536];

void start(void)
{
    char code[16];
    DWORD written;
    UINT number = 0;
    int length = WideCharToMultiByte(CP_UTF8, 0, GetCommandLineW(), -1, text, sizeof text, NULL, NULL);
    int digits = (int) GetEnvironmentVariableA("FAKE_JAVA_CODE", code, sizeof code);

    for (int i = 0; i < digits; i++)
        number = number * 10 + (UINT) (code[i] - '0');
    if (length > 0) {
        text[length - 1] = '\n';
        WriteFile(GetStdHandle(STD_OUTPUT_HANDLE), text, (DWORD) length, &written, NULL);
    }
    ExitProcess(number);
}
