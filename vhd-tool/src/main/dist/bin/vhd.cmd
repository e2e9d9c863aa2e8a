@echo off
rem Runs the command line of VHD Layers with the Java that is there.
rem   JAVA_HOME      the Java to use, version 17 or newer; otherwise the first java on the path, or the one that Autopsy brings
rem   VHD_JAVA_OPTS  more options for Java, such as -Xmx2g
setlocal EnableExtensions DisableDelayedExpansion
set "VHD_JAR=%~dp0..\lib\vhd-tool.jar"
if not exist "%VHD_JAR%" (
    echo vhd: lib\vhd-tool.jar is missing: unpack the whole archive again 1>&2
    exit /b 1
)
set "VHD_JAVA="
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "VHD_JAVA=%JAVA_HOME%\bin\java.exe"
if not defined VHD_JAVA for %%J in (java.exe) do if not "%%~$PATH:J"=="" set "VHD_JAVA=%%~$PATH:J"
if not defined VHD_JAVA for /f "delims=" %%A in ('dir /b /ad "%ProgramFiles%\Autopsy-*" 2^>nul') do if exist "%ProgramFiles%\%%A\jre\bin\java.exe" set "VHD_JAVA=%ProgramFiles%\%%A\jre\bin\java.exe"
if not defined VHD_JAVA (
    echo vhd: java is missing: install Java, version 17 or newer, or set JAVA_HOME 1>&2
    exit /b 1
)
rem How Java compiles: vhd, the launcher of other systems, says why. Arguments are first copied as they were typed; without their
rem quotation marks they then stand between a pair of them, so that nothing in them is read as a command.
set "VHD_COMPILING=-XX:CompileThresholdScaling=5"
if not "%~1"=="files" goto run
set VHD_ARGUMENTS=%*
set "VHD_ARGUMENTS=%VHD_ARGUMENTS:"=%"
set "VHD_OTHERS=%VHD_ARGUMENTS:--hash=%"
set "VHD_OTHERS=%VHD_OTHERS:--known=%"
if "%VHD_OTHERS%"=="%VHD_ARGUMENTS%" set "VHD_COMPILING=-XX:TieredStopAtLevel=1 -XX:NewSize=16m -XX:MinHeapFreeRatio=20 -XX:MaxHeapFreeRatio=40"
:run
rem The last command, so that its exit code is that of this file.
"%VHD_JAVA%" -Xshare:auto -XX:+UseSerialGC -XX:InitialRAMPercentage=0.1 -XX:-UsePerfData %VHD_COMPILING% -XX:+DisplayVMOutputToStderr "-XX:ErrorFile=%TEMP%\vhd-crash-%%p.log" -XX:-CreateCoredumpOnCrash -XX:+SuppressFatalErrorMessage -Xlog:disable -Xlog:all=error:stderr %VHD_JAVA_OPTS% -jar "%VHD_JAR%" %*
