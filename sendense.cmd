@echo off
rem Runs Sendense in any of its roles. Finds a JDK 25, builds on first use or when sources have changed, then runs.
setlocal EnableExtensions DisableDelayedExpansion
set "ROOT=%~dp0"
set "ROOT=%ROOT:~0,-1%"
set "DIST=%ROOT%\packaging\target\dist"
set "JDK="

if defined JAVA_HOME call :try "%JAVA_HOME%"
for /f "delims=" %%J in ('where javac 2^>nul') do call :try "%%~dpJ.."
for %%B in ("%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Java" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu" "%ProgramFiles%\Amazon Corretto" "%ProgramFiles%\BellSoft" "%USERPROFILE%\.jdks" "%LOCALAPPDATA%\Programs\Eclipse Adoptium") do (
    for /d %%J in ("%%~B\*") do call :try "%%~J"
)
if defined JDK goto found
echo sendense: no JDK 25 was found (looked at JAVA_HOME, the PATH and the usual install folders). 1>&2
echo Install one, for instance: winget install EclipseAdoptium.Temurin.25.JDK 1>&2
echo or unpack one anywhere and set JAVA_HOME to its folder. 1>&2
exit /b 1

:found
set "JAVA_HOME=%JDK%"
if not "%~1"=="test" goto build
set "REST="
:rest
shift
if "%~1"=="" goto verify
set REST=%REST% %1
goto rest
:verify
call "%ROOT%\mvnw.cmd" -B -ntp -f "%ROOT%\pom.xml" verify%REST%
exit /b %ERRORLEVEL%

:build
set "OPTIONS=-XX:+UseSerialGC -XX:MaxDirectMemorySize=192m --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
if not exist "%ROOT%\engine\src" goto run
if not exist "%DIST%\built" goto make
powershell -NoProfile -Command "$t = (Get-Item '%DIST%\built').LastWriteTimeUtc; $m = 'engine', 'ui', 'app'; $f = @(Get-Item '%ROOT%\pom.xml', '%ROOT%\packaging\pom.xml') + @($m | ForEach-Object { Get-Item ('%ROOT%\' + $_ + '\pom.xml'); Get-ChildItem -Recurse ('%ROOT%\' + $_ + '\src\main') }) | Where-Object LastWriteTimeUtc -gt $t | Select-Object -First 1; exit [int][bool]$f"
if not errorlevel 1 goto run

:make
echo sendense: building (the first time takes some minutes, as libraries are fetched) ... 1>&2
if not exist "%ROOT%\packaging\target" mkdir "%ROOT%\packaging\target"
rem Dated at the start of the build: what is edited while it runs is built the next time.
type nul > "%ROOT%\packaging\target\started"
call "%ROOT%\mvnw.cmd" -B -ntp -q -f "%ROOT%\pom.xml" -DskipTests -Dspotless.check.skip=true package > "%ROOT%\packaging\target\build.log" 2>&1
if not errorlevel 1 goto made
type "%ROOT%\packaging\target\build.log" 1>&2
echo sendense: the build failed; all of its output is in %ROOT%\packaging\target\build.log 1>&2
exit /b 1

:made
rem Commands without a window, once, for the cache that lets the later ones start in a third of the time.
del /q "%DIST%\commands.aot" 2>nul
"%JDK%\bin\java" %OPTIONS% -Xmx320m "-XX:AOTCacheOutput=%DIST%\commands.aot" -cp "%DIST%\lib\*" io.sendense.app.Rehearsal "%ROOT%\packaging\target\training" >> "%ROOT%\packaging\target\build.log" 2>&1
rmdir /s /q "%ROOT%\packaging\target\training" 2>nul
move /y "%ROOT%\packaging\target\started" "%DIST%\built" > nul

:run
rem Which role this is: the console needs JavaFX, the lab needs more memory.
set "HEAP=320m"
set "GRAPHICS=1"
set "VALUE="
call :role %*
set "MODE="
if defined GRAPHICS set MODE=-XX:+AutoCreateSharedArchive "-XX:SharedArchiveFile=%DIST%\window.jsa" --module-path "%DIST%\javafx" --add-modules javafx.controls,javafx.fxml --enable-native-access=javafx.graphics
if not defined GRAPHICS if exist "%DIST%\commands.aot" set MODE="-XX:AOTCache=%DIST%\commands.aot"
"%JDK%\bin\java" %OPTIONS% -Xmx%HEAP% -Xlog:disable %SENDENSE_JAVA_OPTIONS% %MODE% -cp "%DIST%\lib\*" io.sendense.app.Main %*
exit /b %ERRORLEVEL%

:role
if "%~1"=="" exit /b 0
if defined VALUE set "VALUE=" & shift & goto role
if "%~1"=="--home" set "VALUE=1" & shift & goto role
if "%~1"=="console" exit /b 0
if "%~1"=="demo" set "HEAP=768m" & exit /b 0
if "%~1"=="lab" set "HEAP=768m" & set "GRAPHICS=" & exit /b 0
for %%A in (--version -V --help -h) do if "%~1"=="%%A" set "GRAPHICS=" & exit /b 0
set "WORD=%~1"
if "%WORD:~0,1%"=="-" shift & goto role
set "GRAPHICS="
exit /b 0

:try
if defined JDK exit /b 0
if not exist "%~1\bin\javac.exe" exit /b 1
if not exist "%~1\release" exit /b 1
findstr /r /c:"^JAVA_VERSION=.25[^0-9]" "%~1\release" >nul 2>&1
if errorlevel 1 exit /b 1
for %%D in ("%~1") do set "JDK=%%~fD"
exit /b 0
